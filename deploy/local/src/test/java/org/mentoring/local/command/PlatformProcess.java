package org.mentoring.local.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command of {@code ./platform} as a process. */
final class PlatformProcess {

    private PlatformProcess() {}

    /**
     * The command line.
     *
     * @param directory of the repository and the state
     */
    static List<String> command(Path directory, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PlatformCommand.class.getName(),
                "--repository=" + directory,
                "--state=" + directory));
        command.addAll(List.of(arguments));
        return command;
    }
}
