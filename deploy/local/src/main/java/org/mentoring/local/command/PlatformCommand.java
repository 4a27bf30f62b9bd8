package org.mentoring.local.command;

import java.nio.file.Path;

import org.mentoring.kit.embedded.PartFailedException;
import org.mentoring.local.platform.PlatformPaths;
import org.mentoring.local.platform.Ports;
import org.mentoring.local.platform.RunningPlatform;
import org.mentoring.local.supervisor.PlatformState;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The commands of {@code ./platform} that need Java; the script finds the JDK, builds what is stale, and comes here. */
@Command(
        name = "platform",
        subcommands = {
            UpCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            RestartCommand.class,
            DevCommand.class,
            DownCommand.class,
            ResetCommand.class,
            DemoCommand.class,
            BackupCommand.class,
            RestoreCommand.class
        })
public final class PlatformCommand {

    @Option(names = "--repository", required = true, hidden = true)
    private Path repository;

    @Option(names = "--state", defaultValue = ".platform", hidden = true)
    private Path state;

    @Option(names = "--port-offset", defaultValue = "0", hidden = true)
    private int portOffset;

    private PlatformCommand() {}

    PlatformPaths paths() {
        var root = repository.toAbsolutePath().normalize();
        return new PlatformPaths(root, root.resolve(state), new Ports(portOffset));
    }

    /** For a command that needs a running platform. */
    RunningPlatform running() {
        var running = new RunningPlatform(paths());
        if (running.state().isEmpty()) {
            throw new CommandFailedException("Nothing is running; ./platform up starts it.");
        }
        return running;
    }

    /** For a command that needs every part. */
    void requireReady() {
        if (running().state().filter(PlatformState::ready).isEmpty()) {
            throw new CommandFailedException("Not every part is ready; ./platform status shows which are not.");
        }
    }

    public static void main(String[] args) {
        run(new PlatformCommand(), args);
    }

    /** Runs a command and ends this process: with 0, or with 1 and the message of a command that failed. */
    public static void run(Object command, String... args) {
        var line = new CommandLine(command);
        line.setExecutionExceptionHandler((e, failed, parsed) -> {
            if (e instanceof PartFailedException || e instanceof CommandFailedException) {
                System.err.println("platform: " + e.getMessage());
                return 1;
            }
            throw e;
        });
        System.exit(line.execute(args));
    }
}
