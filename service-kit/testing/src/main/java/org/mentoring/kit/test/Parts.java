package org.mentoring.kit.test;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.mentoring.kit.embedded.Folders;
import org.testcontainers.DockerClientFactory;

import static org.awaitility.Awaitility.await;

/** What the test resources share: where real parts live, and whether containers can be had. */
final class Parts {

    static final Duration TIMEOUT = Duration.ofMinutes(3);

    /** Below those of outgoing connections, and apart from those of the local platform. */
    private static final int FIRST_PORT = 21_000;

    private static final int LAST_PORT = 26_000;

    /** What runs, by its data. */
    private static final Map<Path, Process> PARTS = new ConcurrentHashMap<>();

    private Parts() {}

    static boolean dockerAnswers() {
        return Holder.DOCKER_ANSWERS;
    }

    /** A folder of this run's own, and one for what every run may use again. */
    static Path scratch(String part) throws IOException {
        return Files.createTempDirectory(part + "-test-");
    }

    static Path cache() {
        return Path.of(System.getProperty("java.io.tmpdir"), "mentoring-parts-" + System.getProperty("user.name"));
    }

    /** One of those that the system gives to no outgoing connection, of which there are many beside a test. */
    static int freePort() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT))
                .filter(Parts::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Kills the part when this process ends, and leaves of what it stored its log alone.
     *
     * @param part the one that uses the data now, in place of one that was stopped
     */
    static void endWithThisProcess(Process part, Path data) {
        if (PARTS.put(data, part) == null) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(data)));
        }
    }

    private static void end(Path data) {
        var part = PARTS.get(data);
        var processes =
                Stream.concat(Stream.of(part.toHandle()), part.descendants()).toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        try {
            Folders.delete(data);
        } catch (IOException e) {
            System.err.println(data + " could not be deleted: " + e);
        }
    }

    static void awaitReady(String part, Process process, java.util.concurrent.Callable<Boolean> ready, Path log) {
        await("for " + part + " to be ready, see " + log)
                .atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(50))
                .failFast(part + " ended, see " + log, () -> !process.isAlive())
                .ignoreExceptions()
                .until(ready);
    }

    private static final class Holder {
        static final boolean DOCKER_ANSWERS =
                dockerSocketExists() && DockerClientFactory.instance().isDockerAvailable();

        /** Asking Testcontainers alone takes seconds where there is no engine. */
        private static boolean dockerSocketExists() {
            return System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
        }
    }
}
