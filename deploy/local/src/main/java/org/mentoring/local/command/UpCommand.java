package org.mentoring.local.command;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.mentoring.local.platform.PlatformPaths;
import org.mentoring.local.platform.RunningPlatform;
import org.mentoring.local.supervisor.PlatformState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "up", description = "starts the platform")
final class UpCommand implements Callable<Integer> {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(150);

    @ParentCommand
    private PlatformCommand platform;

    @Option(
            names = {"-d", "--detach"},
            description = "returns when everything is ready; the platform keeps running")
    private boolean detach;

    @Mixin
    private StartOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var paths = platform.paths();
        var running = new RunningPlatform(paths);
        var before = running.state();
        if (before.filter(PlatformState::ready).isPresent()) {
            System.out.println("The platform is running already.");
            Summary.print(paths.ports(), before.get());
            return 0;
        }
        var attached = !detach && Terminal.isInteractive() && before.isEmpty();
        if (before.isEmpty()) {
            Preflight.checkDisk(paths);
            running.orphanedParts()
                    .ifPresentOrElse(
                            left -> System.out.println("Taking over running parts: "
                                    + String.join(", ", left.alive().keySet()) + "."),
                            () -> Preflight.checkPorts(paths));
        }
        if (attached) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                System.out.println("\nStopping …");
                running.stop();
            }));
        }
        var supervisor =
                before.isEmpty() ? Optional.of(running.launch(options.supervisorOptions())) : Optional.<Process>empty();
        var display = new Display(Terminal.isInteractive());
        var state = awaitReady(running, supervisor, display);
        var code = report(paths, state, display);
        if (attached) {
            System.out.println("Ctrl-C stops everything.");
            watch(running, display);
        }
        return code;
    }

    /** Starts a platform of which nothing runs, and returns when everything is ready. */
    static int start(PlatformPaths paths, StartOptions options, Display display)
            throws IOException, InterruptedException {
        var running = new RunningPlatform(paths);
        var supervisor = Optional.of(running.launch(options.supervisorOptions()));
        return report(paths, awaitReady(running, supervisor, display), display);
    }

    /** Says how the platform came up; answers the exit code. */
    private static int report(PlatformPaths paths, Optional<PlatformState> state, Display display) {
        if (state.isEmpty()) {
            throw new CommandFailedException("The platform ended while it was starting.\n"
                    + String.join("\n", paths.logs().tail("supervisor", 20)));
        }
        if (!state.get().ready()) {
            display.explain(state.get());
            return 1;
        }
        Summary.print(paths.ports(), state.get());
        return 0;
    }

    /** The state when all parts are ready or one has failed; empty when the supervisor has ended. */
    private static Optional<PlatformState> awaitReady(
            RunningPlatform running, Optional<Process> supervisor, Display display) throws InterruptedException {
        while (true) {
            var state = running.state();
            state.ifPresent(display::show);
            if (state.filter(s -> s.ready() || s.failed()).isPresent()) {
                return state;
            }
            var alive = state.isPresent() || supervisor.filter(Process::isAlive).isPresent();
            if (!alive) {
                return Optional.empty();
            }
            Thread.sleep(POLL_INTERVAL);
        }
    }

    /** Until someone else stops the platform. */
    private static void watch(RunningPlatform running, Display display) throws InterruptedException {
        display.scroll();
        for (var state = running.state(); state.isPresent(); state = running.state()) {
            display.show(state.get());
            Thread.sleep(POLL_INTERVAL);
        }
    }
}
