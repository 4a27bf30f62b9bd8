package org.mentoring.contracts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The merged document is whole: whoever has it alone can call everything. */
class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final JsonNode API = Documents.read(Path.of("openapi/mentoring.yaml"));

    private record Operation(String name, JsonNode node) {}

    private static List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        API.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(field -> {
                    if (METHODS.contains(field.getKey())) {
                        operations.add(new Operation(field.getKey() + " " + path.getKey(), field.getValue()));
                    }
                }));
        return operations;
    }

    @Test
    void everyOperationHasAUniqueIdAndASummary() {
        var ids = new HashSet<String>();
        for (var operation : operations()) {
            assertThat(ids.add(operation.node().path("operationId").asText()))
                    .as("the operationId of %s is its own", operation.name())
                    .isTrue();
            assertThat(operation.node().path("summary").asText())
                    .as(operation.name())
                    .isNotBlank();
            assertThat(operation.node().path("tags")).as(operation.name()).hasSize(1);
        }
    }

    @Test
    void everyAnswerHasADescription() {
        for (var operation : operations()) {
            operation
                    .node()
                    .path("responses")
                    .properties()
                    .forEach(response -> resolve(response.getValue())
                            .path("content")
                            .properties()
                            .forEach(media -> assertThat(
                                            media.getValue().path("schema").isEmpty())
                                    .as(
                                            "%s: nothing says what the answer %s is; its method needs @APIResponseSchema",
                                            operation.name(), response.getKey())
                                    .isFalse()));
        }
    }

    @Test
    void everyReferenceResolves() {
        API.findValuesAsText("$ref")
                .forEach(reference -> assertThat(API.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void everyRefusalIsAProblemDocument() {
        for (var operation : operations()) {
            operation.node().path("responses").properties().forEach(response -> {
                // Who follows the link of a mail is a person, and is shown a page.
                var page = operation.name().endsWith("/notifications/unsubscribe")
                        && response.getKey().equals("400");
                if (response.getKey().matches("[45].*") && !page) {
                    assertThat(resolve(response.getValue()).path("content").has("application/problem+json"))
                            .as("%s: %s", operation.name(), response.getKey())
                            .isTrue();
                }
            });
        }
    }

    @Test
    void everyExampleMatchesItsSchema() {
        for (var operation : operations()) {
            check(operation.name() + ": the request", operation.node().path("requestBody"));
            operation
                    .node()
                    .path("responses")
                    .properties()
                    .forEach(response -> check(
                            operation.name() + ": the answer " + response.getKey(), resolve(response.getValue())));
        }
    }

    private static void check(String what, JsonNode holder) {
        holder.path("content").properties().forEach(media -> {
            if (media.getValue().has("example")) {
                var schema = Documents.JSON.createObjectNode();
                schema.setAll((com.fasterxml.jackson.databind.node.ObjectNode)
                        media.getValue().path("schema"));
                schema.set("components", API.path("components"));
                assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(schema.toString(), InputFormat.JSON)
                                .validate(
                                        media.getValue().path("example").toString(),
                                        InputFormat.JSON,
                                        context -> context.executionConfig(
                                                config -> config.formatAssertionsEnabled(true))))
                        .as(what)
                        .isEmpty();
            }
        });
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? API.at(node.path("$ref").asText().substring(1)) : node;
    }
}
