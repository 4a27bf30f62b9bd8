package org.mentoring.contracts;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Programs that run on Node, which CI must have and others may. */
final class NodeTools {

    private static final boolean MUST = "true".equals(System.getenv("CI"));

    private NodeTools() {}

    /** The exit code and output of a program. */
    record Run(int status, String said) {}

    /** Fetches what the package file of the directory asks for, unless it is there; skips the test where that cannot be. */
    static void fetch(Path directory, String... modules) throws Exception {
        assumeTrue(MUST || onPath("node"), "Skipped: there is no Node on the path.");
        if (Arrays.stream(modules).allMatch(one -> Files.exists(directory.resolve("node_modules/" + one)))) {
            return;
        }
        var fetched =
                run(List.of("npm", "--prefix", directory.toAbsolutePath().toString(), "ci", "--no-audit", "--no-fund"));
        assumeTrue(MUST || fetched.status() == 0, "Skipped: npm could not fetch: " + fetched.said());
        assertThat(fetched.status()).as(fetched.said()).isZero();
    }

    static Run run(List<String> command) throws Exception {
        var log = Files.createTempFile("node", ".log");
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        process.environment().put("SCARF_ANALYTICS", "false");
        process.environment().put("REDOCLY_TELEMETRY", "off");
        process.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        var running = process.start();
        var ended = running.waitFor(5, TimeUnit.MINUTES);
        var said = Files.readString(log);
        Files.delete(log);
        assertThat(ended).as("%s ends; it said %s", command, said).isTrue();
        return new Run(running.exitValue(), said);
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
