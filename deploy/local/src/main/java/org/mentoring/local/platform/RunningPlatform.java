package org.mentoring.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.mentoring.local.supervisor.PartState;
import org.mentoring.local.supervisor.PlatformState;
import org.mentoring.local.supervisor.ProcessIdentity;
import org.mentoring.local.supervisor.Processes;

/** The platform as the commands see it from outside: its supervisor is another process. */
public final class RunningPlatform {

    private static final Duration LONGEST_STOP = Duration.ofMinutes(2);

    private final Home home;

    public RunningPlatform(Home home) {
        this.home = home;
    }

    /** Empty when no supervisor runs, whatever it left behind. */
    public Optional<PlatformState> state() {
        return home.stateFile().read().filter(PlatformState::supervised);
    }

    /**
     * Starts a supervisor that outlives this command.
     *
     * @param options of {@link SupervisorMain}
     */
    public Process launch(List<String> options) throws IOException {
        var log = home.logs().of("supervisor");
        Files.createDirectories(log.getParent());
        Files.deleteIfExists(log);
        var command = new ArrayList<>(List.of(
                "setsid",
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
        var left = home.stateFile().read();
        if (left.isEmpty()) {
            return false;
        }
        var supervisor = left.get().supervisor().find();
        supervisor.ifPresent(process -> Processes.end(process, false, LONGEST_STOP));
        var orphans = home.stateFile().read().map(PlatformState::parts).orElse(List.of()).stream()
                .map(PartState::process)
                .filter(Objects::nonNull)
                .map(ProcessIdentity::find)
                .flatMap(Optional::stream)
                .toList();
        orphans.forEach(ProcessHandle::destroy);
        orphans.forEach(orphan -> Processes.end(orphan, true, Duration.ofSeconds(20)));
        home.stateFile().delete();
        return supervisor.isPresent() || !orphans.isEmpty();
    }
}
