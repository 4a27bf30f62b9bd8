package org.mentoring.contracts;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.mentoring.contracts.event.EventSchemas;

import static org.assertj.core.api.Assertions.assertThat;

/** The catalogue of events is whole, and its examples are such events. */
class AsyncApiTest {

    private static final Project PROJECT = new Project(Path.of("../.."));
    private static final JsonNode EVENTS = Documents.read(Path.of("asyncapi.yaml"));

    @Test
    void everyEventIsInOneChannel() {
        var listed = EVENTS.path("channels")
                .valueStream()
                .flatMap(channel -> channel.path("messages").valueStream())
                .map(message -> EVENTS.at(message.path("$ref").asText().substring(1))
                        .path("name")
                        .asText())
                .toList();

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(EventSchemas.all(PROJECT).keySet());
    }

    @Test
    void everyExampleMatchesItsSchemas() {
        EVENTS.at("/components/messages").forEach(message -> {
            var example = message.path("examples").path(0);
            assertThat(example.isMissingNode())
                    .as(message.path("name").asText())
                    .isFalse();
            check(message.path("name") + ", data", message.path("payload"), example.path("payload"));
            check(
                    message.path("name") + ", headers",
                    EVENTS.at("/components/schemas/cloudEventHeaders"),
                    example.path("headers"));
        });
    }

    @Test
    void everyTopicDescribesItsRetention() {
        EVENTS.path("channels")
                .forEach(channel -> assertThat(
                                channel.at("/bindings/kafka/topicConfiguration").isMissingNode())
                        .as("%s has a manifest", channel.path("address"))
                        .isFalse());
    }

    private static void check(String what, JsonNode schema, JsonNode value) {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema.toString(), InputFormat.JSON)
                        .validate(
                                value.toString(),
                                InputFormat.JSON,
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .as(what)
                .isEmpty();
    }
}
