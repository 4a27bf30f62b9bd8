package org.mentoring.local.command;

import java.util.concurrent.Callable;

import org.mentoring.local.platform.Backups;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(name = "backup", description = "copies the databases while they are used, and keeps every change from then on")
final class BackupCommand implements Callable<Integer> {

    @ParentCommand
    private PlatformCommand platform;

    @Override
    public Integer call() {
        var paths = platform.paths();
        platform.requireReady();
        var window = new Backups(paths).take();
        System.out.printf(
                "%s holds the databases (%d MB); every moment from %s on can be restored, until the changes since take %d MB or"
                        + " the next backup is made.%n",
                paths.state().resolve("backups"), window.megabytes(), window.from(), Backups.MAX_MEGABYTES);
        return 0;
    }
}
