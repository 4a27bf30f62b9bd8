package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.mentoring.local.command.PlatformCommand;
import org.mentoring.local.platform.PlatformPaths;
import org.mentoring.local.platform.Ports;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A platform with state and ports of its own, started by the same commands that people use.
 *
 * @param repository whose applications run
 * @param environment of every command, and so of every part
 */
record LocalPlatform(Path repository, Map<String, String> environment) {

    /** Another one by a system property, where tests of two directories run at once. */
    static final int PORT_OFFSET = Integer.getInteger("platform.port-offset", 12_500);

    /** For parts that start often and serve little, so that they are not worth the better compiler. */
    static final Map<String, String> SHORT_LIVED = Map.of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");

    private static final Path STATE = Path.of("target/platform").toAbsolutePath();

    PlatformPaths paths() {
        return new PlatformPaths(repository, STATE, new Ports(PORT_OFFSET));
    }

    /**
     * With new data.
     *
     * @param options of {@code up}
     */
    void start(String... options) throws Exception {
        command("reset", "--yes");
        var up = new ArrayList<>(List.of("up", "--detach", "--no-training-runs"));
        up.addAll(List.of(options));
        command(up.toArray(String[]::new));
    }

    void command(String... arguments) throws IOException, InterruptedException {
        assertThat(run(PlatformCommand.class, arguments))
                .as("./platform %s", String.join(" ", arguments))
                .isZero();
    }

    /** @return what it ended with */
    int run(Class<?> program, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                "--repository=" + repository,
                "--state=" + STATE,
                "--port-offset=" + PORT_OFFSET));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        return builder.start().waitFor();
    }
}
