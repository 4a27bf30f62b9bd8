package org.mentoring.local;

import java.nio.file.Path;

import org.mentoring.kit.embedded.PartFailedException;
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
            StartsCommand.class,
            BookingToMailsCommand.class,
            DownCommand.class,
            ResetCommand.class,
            DemoCommand.class
        })
public final class Platform {

    @Option(names = "--repository", required = true, hidden = true)
    private Path repository;

    @Option(names = "--state", defaultValue = ".platform", hidden = true)
    private Path state;

    @Option(names = "--port-offset", defaultValue = "0", hidden = true)
    private int portOffset;

    private Platform() {}

    Home home() {
        var root = repository.toAbsolutePath().normalize();
        return new Home(root, root.resolve(state), new Ports(portOffset));
    }

    public static void main(String[] args) {
        var commands = new CommandLine(new Platform());
        commands.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof PartFailedException || e instanceof CommandFailedException) {
                System.err.println("platform: " + e.getMessage());
                return 1;
            }
            throw e;
        });
        System.exit(commands.execute(args));
    }
}
