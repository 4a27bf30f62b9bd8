package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.mentoring.local.platform.PlatformPaths;

/** What a platform uses, and how long changes take, while people use it and nothing fails. */
final class SteadyState {

    static final String MEMORY = "memory, MiB";
    static final String THREADS = "threads";
    static final String DESCRIPTORS = "open files and sockets";
    static final String CONNECTIONS = "connections to databases";
    static final String DISK = "disk, MiB";
    static final String LATENCY = "answer to a change, ms";

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final String DATABASES = "SELECT sum(pg_database_size(datname))::bigint FROM pg_database";

    private final PlatformPaths paths;
    private final Recovery recovery;
    private final ServiceDatabases databases;
    private final Curves curves = new Curves();

    SteadyState(PlatformPaths paths, Recovery recovery, ServiceDatabases databases) {
        this.paths = paths;
        this.recovery = recovery;
        this.databases = databases;
    }

    /**
     * Looks at the platform until the time is over.
     *
     * @return a sentence for each curve that keeps rising
     */
    List<String> observe(Load load, Duration duration) throws IOException, SQLException, InterruptedException {
        var began = System.nanoTime();
        var seen = load.changesFrom(0).size();
        for (var second = 0L; second < duration.toSeconds(); second = secondsSince(began)) {
            TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
            var changes = load.changesFrom(seen);
            seen += changes.size();
            take(secondsSince(began), changes);
        }
        return curves.rising();
    }

    /** Writes the numbers and a picture of them. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("steady-load.csv"), curves.csv());
        Files.writeString(folder.resolve("steady-load.svg"), curves.svg());
    }

    private void take(long second, List<Change> changes) throws IOException, SQLException {
        var levels = Levels.take(recovery, databases);
        curves.add(MEMORY, second, levels.memory());
        curves.add(THREADS, second, levels.threads());
        curves.add(DESCRIPTORS, second, levels.descriptors());
        curves.add(CONNECTIONS, second, levels.connections());
        curves.add(
                DISK,
                second,
                Map.of(
                        "databases", databases.count("booking", DATABASES) >> 20,
                        "kafka", size(paths.data("kafka")) >> 20));
        if (!changes.isEmpty()) {
            curves.add(LATENCY, second, percentiles(changes));
        }
    }

    private static Map<String, Long> percentiles(List<Change> changes) {
        var millis = new ArrayList<Long>();
        changes.forEach(change -> millis.add(change.took().toMillis()));
        millis.sort(null);
        return new TreeMap<>(Map.of(
                "p50", millis.get(millis.size() / 2),
                "p99", millis.get(Math.min(millis.size() * 99 / 100, millis.size() - 1))));
    }

    private static long secondsSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toSeconds();
    }

    /** Of the logs alone: Kafka makes their indexes as long as they may become, with holes. */
    private static long size(Path folder) throws IOException {
        var bytes = new AtomicLong();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".log")) {
                    bytes.addAndGet(attributes.size());
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException deletedMeanwhile) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes.get();
    }
}
