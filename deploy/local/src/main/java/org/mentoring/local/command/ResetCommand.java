package org.mentoring.local.command;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;

import org.mentoring.kit.embedded.Folders;
import org.mentoring.local.platform.RunningPlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "reset", description = "stops the platform and deletes all its data")
final class ResetCommand implements Callable<Integer> {

    @ParentCommand
    private PlatformCommand platform;

    @Option(
            names = {"-y", "--yes"},
            description = "without confirmation")
    private boolean yes;

    @Option(names = "--all", description = "also deletes the cache, such as the prepared Keycloak")
    private boolean all;

    @Override
    public Integer call() throws IOException {
        var paths = platform.paths();
        if (!yes && !confirmed()) {
            throw new CommandFailedException(
                    "Nothing was deleted. To delete all local data without being asked: ./platform reset --yes");
        }
        new RunningPlatform(paths).stop();
        if (Files.isDirectory(paths.state())) {
            try (var entries = Files.list(paths.state())) {
                for (var entry : entries.toList()) {
                    if (all || !entry.equals(paths.cache())) {
                        Folders.delete(entry);
                    }
                }
            }
        }
        System.out.println("All local data is deleted.");
        return 0;
    }

    private static boolean confirmed() {
        return Terminal.isInteractive()
                && System.console()
                        .readLine("This deletes all data of the local platform. Go on? [y/N] ")
                        .strip()
                        .equalsIgnoreCase("y");
    }
}
