package org.mentoring.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Prometheus' own tool, from the {@code prometheus} package of Debian and Ubuntu. */
final class Promtool {

    private static final Path WORK = Path.of("target/monitoring").toAbsolutePath();

    private Promtool() {}

    /** Skips the test where the tool is not installed, and fails it where it has to be. */
    static void require() {
        var found = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
        var missing = "promtool is not on the PATH; the package 'prometheus' has it";
        if ("true".equals(System.getenv("CI"))) {
            assertThat(found).as(missing).isTrue();
        }
        assumeTrue(found, missing);
    }

    /** Lays a file beside others that promtool reads. */
    static Path lay(String name, String content) throws IOException {
        Files.createDirectories(WORK);
        return Files.writeString(WORK.resolve(name), content);
    }

    /** Fails with what the tool says, unless it finds nothing wrong. */
    static void agrees(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true);
        // Series of weeks are made and thrown away: with more room, a sixth of the processor time is spared.
        builder.environment().put("GOGC", "400");
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor())
                .as("%s%n%s", String.join(" ", command), said)
                .isZero();
    }
}
