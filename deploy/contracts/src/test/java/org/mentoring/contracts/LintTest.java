package org.mentoring.contracts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The linters that the makers of the two specifications recommend, where Node is; in continuous integration ({@code CI=true})
 * they must be.
 */
class LintTest {

    private static final Path TOOLS = Path.of("node_modules/.bin");

    @BeforeAll
    static void fetch() throws Exception {
        NodeTools.fetch(Path.of(""), ".bin/redocly", "@asyncapi/parser");
    }

    @Test
    void apiDocumentsPassRedocly() throws Exception {
        var command = new ArrayList<>(List.of(TOOLS.resolve("redocly").toString(), "lint", "--config", "redocly.yaml"));
        try (var documents = Files.list(Path.of("openapi"))) {
            documents.map(Path::toString).sorted().forEach(command::add);
        }
        var linted = NodeTools.run(command);

        assertThat(linted.status()).as(linted.said()).isZero();
        // It may also warn of the Node that it runs on.
        assertThat(linted.said()).doesNotContainPattern("[0-9] warning");
    }

    @Test
    void theEventDocumentIsValidAsyncApi() throws Exception {
        var validated = NodeTools.run(List.of("node", "validate-asyncapi.mjs", "asyncapi.yaml"));

        assertThat(validated.status()).as(validated.said()).isZero();
    }
}
