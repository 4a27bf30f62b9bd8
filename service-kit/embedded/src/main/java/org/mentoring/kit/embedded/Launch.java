package org.mentoring.kit.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a part is run in the foreground. Whoever starts it ends it: SIGTERM first, then SIGKILL.
 *
 * @param name what the part is called, for people
 * @param directory the working directory
 */
public record Launch(String name, List<String> command, Map<String, String> environment, Path directory) {

    /** The same with these variables set too, in place of what they were. */
    public Launch with(Map<String, String> variables) {
        var all = new HashMap<>(environment);
        all.putAll(variables);
        return new Launch(name, command, all, directory);
    }

    /**
     * Starts the part.
     *
     * @param log receives what the part prints; appended to
     */
    public Process start(Path log) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
