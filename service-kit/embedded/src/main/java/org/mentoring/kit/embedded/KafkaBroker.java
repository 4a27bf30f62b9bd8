package org.mentoring.kit.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An Apache Kafka broker that is its own controller (KRaft), reachable from this machine alone. */
public final class KafkaBroker {

    private static final String CLUSTER_ID = "bWVudG9yaW5nLWxvY2FsLQ";

    private final Path data;
    private final int port;
    private final int controllerPort;
    private final Map<String, String> settings;

    /**
     * @param data where the log and the configuration are kept
     * @param settings of server.properties, beside those that one broker needs
     */
    public KafkaBroker(Path data, int port, int controllerPort, Map<String, String> settings) {
        this.data = data.toAbsolutePath();
        this.port = port;
        this.controllerPort = controllerPort;
        this.settings = Map.copyOf(settings);
    }

    /** Writes the configuration, and formats the log unless that was done. */
    public void format() {
        try {
            Files.createDirectories(data);
            Files.write(
                    configuration(),
                    properties().entrySet().stream()
                            .map(setting -> setting.getKey() + "=" + setting.getValue())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!isFormatted()) {
            Commands.run(
                    "Formatting the log of Kafka",
                    data,
                    java(List.of(
                            "kafka.tools.StorageTool",
                            "format",
                            "-t",
                            CLUSTER_ID,
                            "-c",
                            configuration().toString(),
                            "--ignore-formatted")));
        }
    }

    /**
     * As {@link #format}, with a log that was formatted once for each version, for which Kafka needs a process and seconds.
     *
     * @param cache where formatted logs are kept; several processes may use it at the same time
     */
    public void format(Path cache) {
        var version = classPath().replaceAll("(?s).*/kafka_[\\d.]+-([\\d.]+)\\.jar.*", "$1");
        var formatted = cache.toAbsolutePath().resolve("kafka-log-" + version);
        var log = data.resolve("log");
        try {
            if (!isFormatted() && Files.isDirectory(formatted)) {
                copy(formatted, log);
            }
            var isNew = !isFormatted();
            format();
            if (isNew) {
                var copy = Files.createTempDirectory(Files.createDirectories(cache.toAbsolutePath()), "kafka-log-");
                try {
                    copy(log, copy);
                    Commands.moveUnlessThere(copy, formatted);
                } finally {
                    Folders.delete(copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isFormatted() {
        return Files.exists(data.resolve("log/meta.properties"));
    }

    /** A log that is just formatted has two files and no folders. */
    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.newDirectoryStream(from)) {
            for (var file : files) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    public Launch launch() {
        return new Launch("Kafka", java(List.of("kafka.Kafka", configuration().toString())), Map.of(), data);
    }

    /** Whether the broker takes connections. */
    public boolean ready() {
        return Commands.listens(port);
    }

    private Path configuration() {
        return data.resolve("server.properties");
    }

    private Map<String, String> properties() {
        var all = new TreeMap<String, String>();
        all.put("process.roles", "broker,controller");
        all.put("node.id", "1");
        all.put("controller.quorum.voters", "1@localhost:" + controllerPort);
        all.put("listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
        all.put("advertised.listeners", "PLAINTEXT://localhost:" + port);
        all.put("controller.listener.names", "CONTROLLER");
        all.put("inter.broker.listener.name", "PLAINTEXT");
        all.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        all.put("log.dirs", data.resolve("log").toString());
        all.put("num.partitions", "3");
        all.put("offsets.topic.num.partitions", "3");
        all.put("offsets.topic.replication.factor", "1");
        all.put("transaction.state.log.num.partitions", "3");
        all.put("transaction.state.log.replication.factor", "1");
        all.put("transaction.state.log.min.isr", "1");
        all.put("share.coordinator.state.topic.replication.factor", "1");
        all.put("share.coordinator.state.topic.min.isr", "1");
        all.put("group.initial.rebalance.delay.ms", "0");
        all.putAll(settings);
        return all;
    }

    private static List<String> java(List<String> arguments) {
        var command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath()));
        command.addAll(arguments);
        return command;
    }

    /** The jars as the build found them in the local Maven repository. */
    private static String classPath() {
        try (var list = KafkaBroker.class.getResourceAsStream("kafka.classpath")) {
            if (list == null) {
                throw new PartFailedException("The class path of Kafka is missing: the module was not built by Maven.");
            }
            return new String(list.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
