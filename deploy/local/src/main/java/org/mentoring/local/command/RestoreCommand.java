package org.mentoring.local.command;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;

import org.mentoring.kit.embedded.PartFailedException;
import org.mentoring.local.platform.Backups;
import org.mentoring.local.platform.Restore;
import org.mentoring.local.platform.RunningPlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "restore", description = "stops the platform, sets all databases back to a moment, and starts it again")
final class RestoreCommand implements Callable<Integer> {

    @ParentCommand
    private PlatformCommand platform;

    @Parameters(
            paramLabel = "time",
            arity = "1..2",
            description = "the last moment that is wanted: 11:59, \"2027-01-31 11:59\" or 2027-01-31T11:59:00Z")
    private String[] time;

    @Mixin
    private StartOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var paths = platform.paths();
        var backups = new Backups(paths);
        var moment = new RestoreMoment(Clock.systemDefaultZone()).of(String.join(" ", time), backups.window());
        backups.checkSpaceToRestore();
        var running = new RunningPlatform(paths);
        if (running.stop()) {
            System.out.println("The platform is stopped.");
        }
        Preflight.checkPorts(paths);
        try {
            new Restore(paths, System.out::println).to(moment);
        } catch (PartFailedException e) {
            throw new CommandFailedException(e.getMessage() + " ./platform up starts the platform as it was.");
        }
        System.out.println("The databases are restored. Starting the platform:");
        return UpCommand.start(paths, options, new Display(Terminal.isInteractive()));
    }
}
