package org.mentoring.kit.openapi;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.annotation.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/**
 * Which fields are there and which may be null. In what is answered every field is there, and none is null but those
 * marked {@link Nullable}; in what is sent, a field that need not be there may as well be null.
 */
final class RequiredFields {

    private static final String SCHEMAS = "#/components/schemas/";
    private static final DotName UNWRAPPED = DotName.createSimple(JsonUnwrapped.class);
    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName INCLUDED = DotName.createSimple(JsonInclude.class);

    private final OpenAPI api;
    private final Map<String, List<ClassInfo>> records;

    RequiredFields(OpenAPI api, IndexView index) {
        this.api = api;
        this.records = index.getKnownClasses().stream()
                .filter(ClassInfo::isRecord)
                .collect(Collectors.groupingBy(type -> type.name().local()));
    }

    void complete() {
        var schemas = api.getComponents().getSchemas();
        if (schemas == null || api.getPaths() == null) {
            return;
        }
        var patches = new HashSet<String>();
        var sent = new HashSet<String>();
        var answered = new HashSet<String>();
        api.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().entrySet().stream())
                .forEach(entry -> {
                    var operation = entry.getValue();
                    if (operation.getRequestBody() != null) {
                        collectNames(
                                operation.getRequestBody().getContent(),
                                entry.getKey() == PathItem.HttpMethod.PATCH ? patches : sent);
                    }
                    operation
                            .getResponses()
                            .getAPIResponses()
                            .values()
                            .forEach(answer -> collectNames(answer.getContent(), answered));
                });
        schemas.forEach((name, schema) -> {
            if (schema.getProperties() == null || "Problem".equals(name)) {
                return;
            }
            putUnwrappedFirst(name, schema);
            if (patches.contains(name)) {
                allowNull(schema, optional(schema));
                schema.setRequired(null);
                schema.setAdditionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
            } else if (sent.contains(name)) {
                allowNull(schema, optional(schema));
                schema.setAdditionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
            } else if (answered.contains(name)) {
                allowNull(schema, nullable(name));
                var left = omittedFields(name);
                schema.setRequired(schema.getProperties().keySet().stream()
                        .filter(property -> !left.contains(property))
                        .toList());
            }
        });
    }

    /** The scanner puts the properties of what is unwrapped in no order. */
    private void putUnwrappedFirst(String name, Schema schema) {
        var unwrapped = unwrappedIn(name)
                .filter(api.getComponents().getSchemas()::containsKey)
                .toList();
        if (unwrapped.isEmpty()) {
            return;
        }
        var ordered = new LinkedHashMap<String, Schema>();
        unwrapped.stream()
                .flatMap(other -> api.getComponents().getSchemas().get(other).getProperties().keySet().stream())
                .filter(schema.getProperties()::containsKey)
                .forEach(
                        property -> ordered.put(property, schema.getProperties().get(property)));
        schema.getProperties().forEach(ordered::putIfAbsent);
        schema.setProperties(ordered);
        schema.addExtension(ApiDescription.UNWRAPPED, unwrapped);
    }

    /** The names of the types whose fields are among those of the record. */
    private Stream<String> unwrappedIn(String schema) {
        var written = records.get(schema);
        return written != null
                ? written.stream()
                        .flatMap(type -> type.fields().stream())
                        .filter(field -> field.hasAnnotation(UNWRAPPED))
                        .map(field -> field.type().name().withoutPackagePrefix())
                : records.keySet().stream()
                        .filter(outer ->
                                schema.startsWith(outer) && records.containsKey(schema.substring(outer.length())))
                        .map(outer -> schema.substring(outer.length()));
    }

    private void collectNames(Content content, Set<String> names) {
        if (content != null) {
            content.getMediaTypes().values().forEach(media -> collectNames(media.getSchema(), names));
        }
    }

    private void collectNames(Schema schema, Set<String> names) {
        if (schema == null) {
            return;
        }
        if (schema.getRef() != null) {
            var name = schema.getRef().substring(SCHEMAS.length());
            if (names.add(name)) {
                collectNames(api.getComponents().getSchemas().get(name), names);
            }
            return;
        }
        collectNames(schema.getItems(), names);
        collectNames(schema.getAdditionalPropertiesSchema(), names);
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(property -> collectNames(property, names));
        }
        Stream.of(schema.getAllOf(), schema.getAnyOf(), schema.getOneOf())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .forEach(one -> collectNames(one, names));
    }

    private static Set<String> optional(Schema schema) {
        var optional = new HashSet<>(schema.getProperties().keySet());
        if (schema.getRequired() != null) {
            optional.removeAll(schema.getRequired());
        }
        return optional;
    }

    private Set<String> nullable(String schema) {
        return componentsWith(NULLABLE, schema);
    }

    /** Those that are not written where they would be null. */
    private Set<String> omittedFields(String schema) {
        return componentsWith(INCLUDED, schema);
    }

    private Set<String> componentsWith(DotName annotation, String schema) {
        // Not every annotation is allowed on a component itself; the compiler puts all of them on the field.
        return recordsOf(schema)
                .flatMap(type -> type.fields().stream())
                .filter(field -> field.hasAnnotation(annotation)
                        || field.declaringClass().hasDeclaredAnnotation(annotation))
                .map(field -> snakeCase(field.name()))
                .collect(Collectors.toSet());
    }

    /** {@code EditedSettings} is {@code Edited<Settings>}, whose fields may be those of both. */
    private Stream<ClassInfo> recordsOf(String schema) {
        if (records.containsKey(schema)) {
            return records.get(schema).stream().flatMap(this::withUnwrapped);
        }
        return records.keySet().stream()
                .filter(outer -> schema.startsWith(outer) && records.containsKey(schema.substring(outer.length())))
                .flatMap(outer -> Stream.of(outer, schema.substring(outer.length())))
                .flatMap(name -> records.get(name).stream());
    }

    /** The record, and those whose fields are among its own. */
    private Stream<ClassInfo> withUnwrapped(ClassInfo type) {
        var unwrapped = type.fields().stream()
                .filter(field -> field.hasAnnotation(UNWRAPPED))
                .map(field -> field.type().name().withoutPackagePrefix())
                .flatMap(name -> records.getOrDefault(name, List.of()).stream());
        return Stream.concat(Stream.of(type), unwrapped);
    }

    private static void allowNull(Schema schema, Set<String> properties) {
        var changed = new TreeMap<String, Schema>();
        schema.getProperties().forEach((name, property) -> {
            if (properties.contains(name)) {
                changed.put(name, orNull(property));
            }
        });
        changed.forEach(schema::addProperty);
    }

    private static Schema orNull(Schema property) {
        if (property.getRef() != null) {
            return OASFactory.createSchema()
                    .anyOf(List.of(property, OASFactory.createSchema().type(List.of(SchemaType.NULL))));
        }
        if (property.getType() != null) {
            if (!property.getType().contains(SchemaType.NULL)) {
                property.addType(SchemaType.NULL);
            }
            if (property.getEnumeration() != null && !property.getEnumeration().contains(null)) {
                property.addEnumeration(null);
            }
        }
        return property;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
