package org.mentoring.contracts.openapi;

import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Last touches: plain values for what is well known, and an example for each body. */
final class FinishedDocument {

    private static final String DISCOVERY = "http://localhost:8180/realms/mentoring/.well-known/openid-configuration";

    private FinishedDocument() {}

    static ObjectNode of(ObjectNode document) {
        var components = (ObjectNode) document.path("components");
        components
                .withObject("/securitySchemes")
                .putObject("oidc")
                .put("type", "openIdConnect")
                .put("openIdConnectUrl", DISCOVERY)
                .put(
                        "description",
                        "An access token of the realm, with the audience `mentoring-api`. What stands behind an"
                                + " operation are realm roles, any of which will do.");
        var schemas = components.path("schemas");
        plain(schemas, "OffsetDateTime", "date-time", "2027-03-01T09:00:00Z");
        plain(schemas, "Instant", "date-time", "2027-03-01T09:00:00Z");
        plain(schemas, "LocalDate", "date", "2027-03-01");
        plain(schemas, "UUID", "uuid", "0197c1e2-1d2c-7a10-8f00-1f7a5a0c0101");
        document.findParents("examples").forEach(schema -> {
            if (schema instanceof ObjectNode object
                    && "date".equals(object.path("format").asText())) {
                object.putArray("examples").add("2027-03-01");
            }
        });
        // Writing the document drops null from a set of values.
        document.findParents("enum").forEach(schema -> {
            if (schema.path("enum") instanceof ArrayNode values
                    && StreamSupport.stream(schema.path("type").spliterator(), false)
                            .anyMatch(type -> "null".equals(type.asText()))
                    && StreamSupport.stream(values.spliterator(), false).noneMatch(JsonNode::isNull)) {
                values.addNull();
            }
        });
        document.findParents("pattern").forEach(schema -> pattern((ObjectNode) schema));
        for (var content : document.findValues("content")) {
            content.properties().forEach(media -> example(media.getKey(), (ObjectNode) media.getValue(), document));
        }
        return document;
    }

    /**
     * Jakarta's patterns are Java's and match the whole; those of JSON Schema are ECMAScript's and match a part. What has no
     * equal there is left to the service to refuse.
     */
    private static void pattern(ObjectNode schema) {
        var pattern = schema.path("pattern").asText();
        if (pattern.contains("&&")) {
            schema.remove("pattern");
        } else if (!pattern.startsWith("^") && !pattern.equals("\\S")) {
            schema.put("pattern", "^(?:" + pattern + ")$");
        }
    }

    private static void example(String type, ObjectNode media, JsonNode document) {
        var json = type.endsWith("json");
        if (json && media.has("schema") && !media.has("example") && !media.has("examples")) {
            media.set("example", Examples.of(media.get("schema"), document));
        }
    }

    private static void plain(JsonNode schemas, String name, String format, String example) {
        if (schemas.path(name) instanceof ObjectNode schema) {
            schema.put("type", "string").put("format", format);
            schema.remove(List.of("pattern", "examples"));
            schema.putArray("examples").add(example);
        }
    }
}
