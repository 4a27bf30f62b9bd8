package org.mentoring.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.mentoring.kit.embedded.Launch;
import org.mentoring.kit.embedded.PartFailedException;
import org.mentoring.local.supervisor.Part.Probe;
import org.mentoring.local.supervisor.Processes;

/**
 * AOT caches of the JVM: the classes of a part, loaded and linked by an earlier start (JEP 483, 514). A cache is for one
 * state of the program and one JDK; another state makes another one.
 */
public final class StartCache implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration END_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(500);

    private final Path folder;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public StartCache(PlatformPaths paths) {
        this.folder = paths.cache().resolve("start");
    }

    public boolean has(String part, Launch launch) throws IOException {
        return Files.exists(cacheFile(part, launch));
    }

    /**
     * The same start, with the cache if there is one. Half of a start's processor time would go into code optimised for
     * long runs, so that is left out, unless full speed matters more.
     */
    public Launch use(String part, Launch launch, boolean fullSpeed) throws IOException {
        var options = new ArrayList<String>();
        var cache = cacheFile(part, launch);
        if (Files.exists(cache)) {
            options.add("-XX:AOTCache=" + cache);
        }
        if (!fullSpeed) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        return withOptions(launch, options);
    }

    /**
     * Makes the cache for a start, at the lowest priority.
     *
     * @param trainingRun the same program, set up so that it disturbs nobody; it is ended when it is ready
     * @param ready whether the training run is ready
     */
    void make(String part, Launch launch, Launch trainingRun, Probe ready, Path log)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var cache = cacheFile(part, launch);
        var recording = folder.resolve(part + ".recording");
        var unfinished = folder.resolve(part + ".unfinished");
        try {
            record(part, trainingRun, ready, recording, log);
            var create = withOptions(
                    new Launch(part, javaAndItsClassPath(launch), launch.environment(), launch.directory()),
                    List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + recording, "-XX:AOTCache=" + unfinished));
            end(part, start(part, create, log));
            deleteOtherCaches(part);
            Files.move(unfinished, cache, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(recording);
            Files.deleteIfExists(unfinished);
        }
    }

    /** Ends the training run under way. */
    @Override
    public void close() {
        closed = true;
        running.forEach(process -> Processes.end(process.toHandle(), false, Duration.ZERO));
    }

    private void record(String part, Launch trainingRun, Probe ready, Path recording, Path log)
            throws IOException, InterruptedException {
        var process = start(
                part,
                withOptions(trainingRun, List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recording)),
                log);
        var until = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!ready.passesNow()) {
            if (!process.isAlive() || System.nanoTime() > until) {
                Processes.end(process.toHandle(), false, Duration.ZERO);
                throw new PartFailedException("The training run of " + part + " did not become ready, see " + log);
            }
            Thread.sleep(PROBE_INTERVAL);
        }
        Processes.end(process.toHandle(), false, END_TIMEOUT);
        running.remove(process);
        if (!Files.exists(recording)) {
            throw new PartFailedException("The training run of " + part + " left no recording, see " + log);
        }
    }

    private Process start(String part, Launch launch, Path log) throws IOException {
        if (closed) {
            throw new PartFailedException("The training run of " + part + " is no longer wanted");
        }
        var command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(launch.command());
        var process = new Launch(launch.name(), command, launch.environment(), launch.directory()).start(log);
        running.add(process);
        return process;
    }

    private void end(String part, Process process) throws InterruptedException {
        var code = process.waitFor();
        running.remove(process);
        if (code != 0) {
            throw new PartFailedException("The start cache of " + part + " could not be made: " + code);
        }
    }

    private void deleteOtherCaches(String part) throws IOException {
        try (var files = Files.newDirectoryStream(folder, part + "-*.aot")) {
            for (var file : files) {
                Files.delete(file);
            }
        }
    }

    private Path cacheFile(String part, Launch launch) throws IOException {
        return folder.resolve(part + "-" + identity(launch) + ".aot");
    }

    /** Of the options, the JDK, and every jar, by its size and time as the JVM checks them. */
    private static String identity(Launch launch) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(Runtime.version().toString().getBytes());
            digest.update(javaAndItsClassPath(launch).toString().getBytes());
            var jar = Path.of(javaAndItsClassPath(launch).getLast());
            try (var files = Files.walk(jar.getParent())) {
                for (var file : files.filter(f -> f.toString().endsWith(".jar"))
                        .sorted()
                        .toList()) {
                    var entry = file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
                    digest.update(entry.getBytes());
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Launch withOptions(Launch launch, List<String> options) {
        var command = new ArrayList<>(launch.command());
        command.addAll(1, options);
        return new Launch(launch.name(), command, launch.environment(), launch.directory());
    }

    /** The command without what follows its class path, which is one jar. */
    private static List<String> javaAndItsClassPath(Launch launch) {
        var command = new ArrayList<String>();
        for (var word : launch.command()) {
            if (!command.isEmpty() && Set.of("-jar", "-cp").contains(command.getLast())) {
                command.set(command.size() - 1, "-cp");
                command.add(word);
                return command;
            }
            command.add(word);
        }
        throw new IllegalArgumentException("A start with neither -jar nor -cp: " + launch.command());
    }
}
