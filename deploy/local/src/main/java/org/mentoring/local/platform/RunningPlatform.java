package org.mentoring.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import org.mentoring.local.supervisor.PlatformState;
import org.mentoring.local.supervisor.Processes;

/** The platform as the commands see it from outside: its supervisor is another process. */
public final class RunningPlatform {

    private static final Duration LONGEST_STOP = Duration.ofMinutes(2);
    private static final Duration LONGEST_RETURN = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    /** Ended by SIGKILL, also by a system that is out of memory, it comes back and takes over the parts. */
    private static final String UNTIL_IT_ENDS_BY_ITSELF =
            "while :; do \"$@\"; code=$?; [ $code = 137 ] || exit $code; sleep 1; done";

    private final Home home;

    public RunningPlatform(Home home) {
        this.home = home;
    }

    /** Empty when no supervisor runs, whatever it left behind. */
    public Optional<PlatformState> state() {
        return home.stateFile().read().filter(PlatformState::supervised);
    }

    /** What goes on without a supervisor, because that was killed; empty when one runs, or nothing does. */
    public Optional<PlatformState> leftBehind() {
        return home.stateFile()
                .read()
                .filter(state -> !state.supervised() && !state.alive().isEmpty())
                .map(PlatformState::unwatched);
    }

    /**
     * Starts a supervisor that outlives this command, and takes over what an earlier one left behind.
     *
     * @param options of {@link SupervisorMain}
     */
    public Process launch(List<String> options) throws IOException {
        var log = home.logs().of("supervisor");
        Files.createDirectories(log.getParent());
        Files.deleteIfExists(log);
        var command = new ArrayList<>(List.of(
                "setsid",
                "sh",
                "-c",
                UNTIL_IT_ENDS_BY_ITSELF,
                "supervisor",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms16m",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SupervisorMain.class.getName(),
                home.repository().toString(),
                home.state().toString(),
                Integer.toString(home.ports().offset())));
        command.addAll(options);
        return new ProcessBuilder(command)
                .directory(home.repository().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /**
     * Stops the supervisor, which stops the parts, and then what an earlier one may have left behind when it was killed.
     *
     * @return whether anything ran
     */
    public boolean stop() {
        if (home.stateFile().read().isEmpty()) {
            return false;
        }
        awaitSupervisorThatWasKilled();
        var supervisor = state().flatMap(state -> state.supervisor().find());
        supervisor.ifPresent(process -> Processes.end(process, false, LONGEST_STOP));
        var orphans =
                home.stateFile().read().map(state -> state.alive().values()).orElse(List.of());
        orphans.forEach(ProcessHandle::destroy);
        orphans.forEach(orphan -> Processes.end(orphan, true, Duration.ofSeconds(20)));
        home.stateFile().delete();
        return supervisor.isPresent() || !orphans.isEmpty();
    }

    /** It would start again what is stopped before it has come back. */
    private void awaitSupervisorThatWasKilled() {
        var until = System.nanoTime() + LONGEST_RETURN.toNanos();
        while (leftBehind().isPresent() && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }
}
