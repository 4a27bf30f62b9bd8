package org.mentoring.kit.openapi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Writes out types that are only a format or a pattern of a text, such as {@code UUID} and {@code Instant}: as schemas of their own they become
 * classes of generated clients that collide with those of the language. Ids are UUIDs, in whichever type Java holds them.
 */
final class InlinedFormats {

    private static final String SCHEMAS = "#/components/schemas/";
    private static final Set<String> IDS =
            Set.of("mentor_id", "mentee_id", "user_id", "booking_id", "session_id", "review_id");

    private final OpenAPI api;
    private final Map<String, Schema> aliases = new HashMap<>();

    InlinedFormats(OpenAPI api) {
        this.api = api;
    }

    void inline() {
        var schemas = api.getComponents().getSchemas();
        if (schemas == null) {
            return;
        }
        schemas.forEach((name, schema) -> {
            if (isAlias(schema)) {
                aliases.put(SCHEMAS + name, schema);
            }
        });
        schemas.values().forEach(this::inside);
        if (api.getPaths() != null) {
            api.getPaths().getPathItems().values().stream()
                    .flatMap(path -> path.getOperations().values().stream())
                    .forEach(operation -> {
                        Stream.ofNullable(operation.getParameters())
                                .flatMap(List::stream)
                                .filter(parameter -> parameter.getSchema() != null)
                                .forEach(parameter -> parameter.setSchema(written(parameter.getSchema())));
                        if (operation.getRequestBody() != null) {
                            inside(operation.getRequestBody().getContent());
                        }
                        operation
                                .getResponses()
                                .getAPIResponses()
                                .values()
                                .forEach(answer -> inside(answer.getContent()));
                    });
        }
        aliases.keySet().forEach(reference -> api.getComponents().removeSchema(reference.substring(SCHEMAS.length())));
    }

    private static boolean isAlias(Schema schema) {
        return (schema.getFormat() != null || schema.getPattern() != null)
                && schema.getEnumeration() == null
                && schema.getProperties() == null
                && schema.getType() != null
                && schema.getType().contains(SchemaType.STRING);
    }

    private void inside(Content content) {
        if (content != null) {
            content.getMediaTypes().values().stream()
                    .filter(media -> media.getSchema() != null)
                    .forEach(media -> media.setSchema(written(media.getSchema())));
        }
    }

    private void inside(Schema schema) {
        if (schema.getProperties() != null) {
            var written = new HashMap<String, Schema>();
            schema.getProperties().forEach((name, property) -> written.put(name, id(name, written(property))));
            schema.getProperties().keySet().stream()
                    .toList()
                    .forEach(name -> schema.addProperty(name, written.get(name)));
        }
        if (schema.getItems() != null) {
            schema.setItems(written(schema.getItems()));
        }
        if (schema.getAdditionalPropertiesSchema() != null) {
            schema.setAdditionalPropertiesSchema(written(schema.getAdditionalPropertiesSchema()));
        }
        Stream.of(schema.getAllOf(), schema.getAnyOf(), schema.getOneOf())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .forEach(this::inside);
    }

    private Schema written(Schema schema) {
        var alias = schema.getRef() == null ? nullable(schema) : aliases.get(schema.getRef());
        if (alias == null) {
            inside(schema);
            return schema;
        }
        var copy = OASFactory.createSchema().type(alias.getType()).format(alias.getFormat());
        if (schema.getRef() == null) {
            copy.addType(SchemaType.NULL);
        }
        if (alias.getExamples() != null) {
            copy.setExamples(alias.getExamples());
        }
        if (alias.getPattern() != null) {
            copy.setPattern(alias.getPattern());
        }
        return copy;
    }

    /** The alias of {@code anyOf: [alias, null]}; null where it is something else. */
    private Schema nullable(Schema schema) {
        var choices = schema.getAnyOf();
        return choices == null || choices.size() != 2 || choices.getFirst().getRef() == null
                ? null
                : aliases.get(choices.getFirst().getRef());
    }

    private static Schema id(String name, Schema schema) {
        if (IDS.contains(name)
                && schema.getFormat() == null
                && schema.getType() != null
                && schema.getType().contains(SchemaType.STRING)) {
            schema.setFormat("uuid");
        }
        return schema;
    }
}
