package org.mentoring.local;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(name = "down", description = "stops the platform and keeps its data")
final class DownCommand implements Callable<Integer> {

    @ParentCommand
    private Platform platform;

    @Override
    public Integer call() {
        System.out.println(
                new RunningPlatform(platform.home()).stop() ? "The platform is stopped." : "Nothing was running.");
        return 0;
    }
}
