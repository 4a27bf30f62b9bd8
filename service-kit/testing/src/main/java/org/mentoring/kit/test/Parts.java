package org.mentoring.kit.test;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.mentoring.kit.embedded.Folders;
import org.mentoring.kit.embedded.Launch;
import org.testcontainers.DockerClientFactory;

import static org.awaitility.Awaitility.await;

/** What the test resources share: where real parts live, and whether containers can be had. */
final class Parts {

    static final Duration TIMEOUT = Duration.ofMinutes(3);

    /** Below those of outgoing connections, and apart from those of the local platform. */
    private static final int FIRST_PORT = 21_000;

    private static final int LAST_PORT = 26_000;

    /** What runs, by the folder of its files. */
    private static final Map<Path, Process> PARTS = new ConcurrentHashMap<>();

    private Parts() {}

    static boolean dockerAnswers() {
        return Holder.DOCKER_ANSWERS;
    }

    /** A folder that is deleted when this process ends, together with what is started in it. */
    static Path scratch(String part) throws IOException {
        var folder = Files.createTempDirectory(part + "-test-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(folder)));
        return folder;
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
     * Starts a part, in place of one that was stopped, and returns when it is ready.
     *
     * @param folder as {@link #scratch} made it
     */
    static Process start(Launch launch, Path folder, Callable<Boolean> ready) throws IOException {
        var log = folder.resolve("log");
        var process = launch.start(log);
        PARTS.put(folder, process);
        try {
            await("for " + launch.name() + " to be ready")
                    .atMost(TIMEOUT)
                    .pollInterval(Duration.ofMillis(50))
                    .failFast(launch.name() + " ended", () -> !process.isAlive())
                    .ignoreExceptions()
                    .until(ready);
            return process;
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + Files.readString(log), e);
        }
    }

    private static void end(Path folder) {
        var processes = Stream.ofNullable(PARTS.get(folder))
                .map(Process::toHandle)
                .flatMap(part -> Stream.concat(Stream.of(part), part.descendants()))
                .toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            System.err.println(folder + " could not be deleted: " + e);
        }
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
