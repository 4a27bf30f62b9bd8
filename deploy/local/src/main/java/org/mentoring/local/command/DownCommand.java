package org.mentoring.local.command;

import java.util.concurrent.Callable;

import org.mentoring.local.platform.RunningPlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(name = "down", description = "stops the platform and keeps its data")
final class DownCommand implements Callable<Integer> {

    @ParentCommand
    private PlatformCommand platform;

    @Override
    public Integer call() {
        System.out.println(
                new RunningPlatform(platform.paths()).stop() ? "The platform is stopped." : "Nothing was running.");
        return 0;
    }
}
