package org.mentoring.contracts;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The linters that the makers of the two specifications recommend, where Node is; in continuous integration ({@code CI=true})
 * they must be.
 */
class LintTest {

    private static final boolean MUST = "true".equals(System.getenv("CI"));
    private static final Path TOOLS = Path.of("node_modules/.bin");

    private record Run(int status, String said) {}

    @BeforeAll
    static void fetch() throws Exception {
        assumeTrue(
                MUST || onPath("node"),
                "Skipped: there is no Node on the path, so Redocly and the AsyncAPI CLI cannot run.");
        if (!Files.exists(TOOLS.resolve("redocly")) || !Files.exists(TOOLS.resolve("asyncapi"))) {
            var fetched = run(List.of("npm", "ci", "--no-audit", "--no-fund"));
            assumeTrue(MUST || fetched.status() == 0, "Skipped: the linters could not be fetched: " + fetched.said());
            assertThat(fetched.status()).as(fetched.said()).isZero();
        }
    }

    @Test
    void theApiDocumentsAreAsRedoclyRecommends() throws Exception {
        var command = new ArrayList<>(List.of(TOOLS.resolve("redocly").toString(), "lint", "--config", "redocly.yaml"));
        try (var documents = Files.list(Path.of("openapi"))) {
            documents.map(Path::toString).sorted().forEach(command::add);
        }
        var linted = run(command);

        assertThat(linted.status()).as(linted.said()).isZero();
        // It may also warn of the Node that it runs on.
        assertThat(linted.said()).doesNotContainPattern("[0-9] warning");
    }

    @Test
    void theEventDocumentIsValidAsyncApi() throws Exception {
        var validated = run(List.of(TOOLS.resolve("asyncapi").toString(), "validate", "asyncapi.yaml"));

        assertThat(validated.status()).as(validated.said()).isZero();
    }

    private static Run run(List<String> command) throws Exception {
        var log = Files.createTempFile("lint", ".log");
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        process.environment().put("REDOCLY_TELEMETRY", "off");
        process.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        process.environment().put("ASYNCAPI_METRICS", "false");
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
