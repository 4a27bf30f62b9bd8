package org.mentoring.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import org.mentoring.local.supervisor.PartState;
import org.mentoring.local.supervisor.PlatformState;
import org.mentoring.local.supervisor.Processes;

/** The running platform, whose supervisor is another process. */
public final class RunningPlatform {

    private static final Duration STOP_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration RETURN_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    /** Restarts the supervisor after a SIGKILL, which the system also sends when it is out of memory; it takes over the parts. */
    private static final String RESTART_AFTER_SIGKILL =
            "while :; do \"$@\"; code=$?; [ $code = 137 ] || exit $code; sleep 1; done";

    private final PlatformPaths paths;
    private volatile Process launched;

    public RunningPlatform(PlatformPaths paths) {
        this.paths = paths;
    }

    /** Empty when no supervisor runs, even if parts still do. */
    public Optional<PlatformState> state() {
        return paths.stateFile().read().filter(PlatformState::supervised);
    }

    /** Empty when no supervisor runs, or it has no such part. */
    public Optional<PartState> part(String name) {
        return state().stream()
                .flatMap(state -> state.parts().stream())
                .filter(part -> part.name().equals(name))
                .findFirst();
    }

    /** The parts that run without a supervisor, because it was killed; empty when one runs, or nothing does. */
    public Optional<PlatformState> orphanedParts() {
        return paths.stateFile()
                .read()
                .filter(state -> !state.supervised() && !state.alive().isEmpty())
                .map(PlatformState::unwatched);
    }

    /**
     * Starts a supervisor that outlives this command, and takes over the parts of an earlier one.
     *
     * @param options of {@link SupervisorMain}
     */
    public Process launch(List<String> options) throws IOException {
        var log = paths.logs().of("supervisor");
        Files.createDirectories(log.getParent());
        Files.deleteIfExists(log);
        var command = new ArrayList<>(List.of(
                "setsid",
                "sh",
                "-c",
                RESTART_AFTER_SIGKILL,
                "supervisor",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms16m",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SupervisorMain.class.getName(),
                paths.repository().toString(),
                paths.state().toString(),
                Integer.toString(paths.ports().offset())));
        command.addAll(options);
        launched = new ProcessBuilder(command)
                .directory(paths.repository().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return launched;
    }

    /**
     * Stops the supervisor, which stops the parts, and then parts of an earlier one that was killed.
     *
     * @return whether anything ran
     */
    public boolean stop() {
        awaitFirstState();
        if (paths.stateFile().read().isEmpty()) {
            return false;
        }
        awaitSupervisorRestart();
        var supervisor = state().flatMap(state -> state.supervisor().find());
        supervisor.ifPresent(process -> Processes.end(process, false, STOP_TIMEOUT));
        var orphans =
                paths.stateFile().read().map(state -> state.alive().values()).orElse(List.of());
        orphans.forEach(ProcessHandle::destroy);
        orphans.forEach(orphan -> Processes.end(orphan, true, Duration.ofSeconds(20)));
        paths.stateFile().delete();
        return supervisor.isPresent() || !orphans.isEmpty();
    }

    /** A supervisor that was just launched would go on to start the parts. */
    private void awaitFirstState() {
        var until = System.nanoTime() + STOP_TIMEOUT.toNanos();
        while (launched != null && launched.isAlive() && state().isEmpty() && System.nanoTime() < until) {
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    /** A supervisor that is being restarted would start the parts again. */
    private void awaitSupervisorRestart() {
        var until = System.nanoTime() + RETURN_TIMEOUT.toNanos();
        while (orphanedParts().isPresent() && System.nanoTime() < until) {
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }
}
