package org.mentoring.acceptance;

import java.net.URLEncoder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Requests made from an OpenAPI document: the same ones for the same seed and known values within the same hour. */
final class GeneratedRequests {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final int MOST_KNOWN = 200;
    private static final List<String> TEXTS =
            List.of("compilers", "Mentoring session", "en", "UTC", "Europe/Berlin", "x");
    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "null",
            "-1",
            "0",
            "9223372036854775808",
            "1e999999",
            "NaN",
            "true",
            "2026-02-30T25:61:00Z",
            "0000-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "2026-03-29T02:30:00+99:00",
            "Mars/Olympus_Mons",
            "00000000-0000-0000-0000-000000000000",
            "{00000000-0000-0000-0000-00000000000g}",
            "'; DROP TABLE users; --",
            "%27%20OR%201=1",
            "<script>alert(1)</script>",
            "\u0000",
            "a\u0000b",
            "\ud800",
            "\u202e\u2066rtl",
            "\r\nX-Injected: 1",
            "../../../etc/passwd",
            "${jndi:ldap://localhost/a}",
            "RRULE:FREQ=SECONDLY;COUNT=99999999",
            "\ud83d\udc69\u200d\ud83d\ude80");
    /** In bodies alone: a longer address is refused before it comes to an operation. */
    private static final List<String> LONG =
            List.of("x".repeat(3_000), "\ud83d\udc69\u200d\ud83d\ude80".repeat(2_000), " ".repeat(2_500) + "x");

    private static final List<String> BODIES =
            List.of("", "{", "[]", "null", "\"text\"", "1e999999", "{\"a\":1,\"a\":2}", "\ufeff{}", "[".repeat(5_000));

    /** How much of a request is wrong on purpose. */
    private enum Style {
        VALID,
        NEARLY_VALID,
        HOSTILE
    }

    /**
     * @param path with its query, encoded
     * @param body null for none
     */
    record Request(String operation, String method, String path, Map<String, String> headers, String body) {}

    private record Operation(String path, String method, JsonNode definition) {}

    private final JsonNode api;
    private final Random random;
    private final List<Operation> operations;
    private final List<String> ids = new ArrayList<>();
    private final List<String> times = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();

    /** @param spared operations such as {@code DELETE /api/v1/users/me} that are never made */
    GeneratedRequests(JsonNode api, long seed, Set<String> spared) {
        this.api = api;
        this.random = new Random(seed);
        this.operations = api.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .map(operation -> new Operation(
                                path.getKey(), operation.getKey().toUpperCase(Locale.ROOT), operation.getValue())))
                .filter(operation -> !spared.contains(operation.method() + " " + operation.path()))
                .toList();
    }

    int operations() {
        return operations.size();
    }

    /** Uses an id in later requests. */
    void know(String id) {
        remember(ids, id);
    }

    /** Uses ids, times and versions of an answer in later requests. */
    void learn(JsonNode answer) {
        answer.properties().forEach(field -> {
            var name = field.getKey();
            var text = field.getValue().asText();
            if (name.equals("id") || name.endsWith("_id") || name.equals("uid")) {
                remember(ids, text);
            } else if (name.endsWith("_time")) {
                remember(times, text);
            }
        });
        answer.forEach(this::learn);
    }

    /** @param etag as the answer had it */
    void learnVersion(String etag) {
        remember(tags, etag);
    }

    private void remember(List<String> known, String value) {
        if (known.size() < MOST_KNOWN) {
            known.add(value);
        } else {
            known.set(random.nextInt(MOST_KNOWN), value);
        }
    }

    /** One for the operation of that number. */
    Request next(int number) {
        var operation = operations.get(number % operations.size());
        var style = oneOf(List.of(Style.VALID, Style.VALID, Style.NEARLY_VALID, Style.NEARLY_VALID, Style.HOSTILE));
        var path = operation.path();
        var query = new ArrayList<String>();
        var headers = new LinkedHashMap<String, String>();
        for (var reference : operation.definition().path("parameters")) {
            var parameter = resolve(reference);
            var name = parameter.path("name").asText();
            var needed = parameter.path("required").asBoolean();
            switch (parameter.path("in").asText()) {
                case "path" -> path = path.replace("{" + name + "}", segment(name, parameter, style));
                case "query" -> {
                    if (needed && style != Style.HOSTILE || random.nextInt(3) == 0) {
                        query.add(name + "=" + encode(text(name, parameter, style)));
                    }
                }
                case "header" -> {
                    if (needed && style != Style.HOSTILE || random.nextBoolean()) {
                        headers.put(name, header(name));
                    }
                }
                default -> throw new IllegalArgumentException("A parameter in " + parameter.path("in"));
            }
        }
        var body = body(operation, style, headers);
        return new Request(
                operation.method() + " " + operation.path(),
                operation.method(),
                query.isEmpty() ? path : path + "?" + String.join("&", query),
                headers,
                body);
    }

    private String body(Operation operation, Style style, Map<String, String> headers) {
        var content = operation.definition().path("requestBody").path("content");
        if (content.isEmpty()) {
            return null;
        }
        var media = content.properties().iterator().next();
        headers.put("Content-Type", style == Style.HOSTILE && random.nextInt(8) == 0 ? "text/plain" : media.getKey());
        if (style == Style.HOSTILE && random.nextInt(3) == 0) {
            return oneOf(BODIES);
        }
        var body = value("", media.getValue().path("schema"), style);
        if (style != Style.VALID) {
            spoil(body);
        }
        return body.toString();
    }

    /** Never empty and never two dots, which would be another path. */
    private String segment(String name, JsonNode parameter, Style style) {
        var text = text(name, parameter, style);
        return text.isBlank() ? "x" : encode(text).replace(".", "%2E");
    }

    private String header(String name) {
        return switch (name) {
            case "If-Match", "If-None-Match" -> tags.isEmpty() || random.nextInt(4) == 0 ? "\"0\"" : oneOf(tags);
            default -> new UUID(random.nextLong(), random.nextLong()).toString();
        };
    }

    private String text(String name, JsonNode parameter, Style style) {
        return style == Style.HOSTILE || style == Style.NEARLY_VALID && random.nextInt(4) == 0
                ? oneOf(HOSTILE)
                : value(name, parameter.path("schema"), Style.VALID).asText();
    }

    private JsonNode value(String name, JsonNode reference, Style style) {
        var schema = resolve(reference);
        if (schema.has("anyOf")) {
            return value(name, oneOf(schema.path("anyOf").valueStream().toList()), style);
        }
        if (schema.has("allOf")) {
            return value(name, schema.path("allOf").path(0), style);
        }
        if (schema.has("enum")) {
            return oneOf(schema.path("enum").valueStream().toList());
        }
        if (style == Style.HOSTILE && random.nextInt(3) == 0) {
            return NODES.textNode(hostile());
        }
        return switch (type(schema)) {
            case "object" -> object(schema, style);
            case "array" -> array(schema, style);
            case "integer", "number" ->
                NODES.numberNode(schema.path("minimum").asInt(0)
                        + random.nextInt(
                                1 + Math.min(1000, schema.path("maximum").asInt(100))));
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "null" -> NODES.nullNode();
            default -> NODES.textNode(string(schema));
        };
    }

    private String type(JsonNode schema) {
        var type = schema.path("type");
        return type.isArray() ? oneOf(type.valueStream().toList()).asText() : type.asText();
    }

    private ObjectNode object(JsonNode schema, Style style) {
        var required =
                schema.path("required").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
        var object = NODES.objectNode();
        schema.path("properties").properties().forEach(property -> {
            if (required.contains(property.getKey()) || random.nextBoolean()) {
                object.set(property.getKey(), value(property.getKey(), property.getValue(), style));
            }
        });
        return object;
    }

    private ArrayNode array(JsonNode schema, Style style) {
        var array = NODES.arrayNode();
        var least = schema.path("minItems").asInt(0);
        for (var left = least + random.nextInt(3); left > 0; left--) {
            array.add(value("", schema.path("items"), style));
        }
        return array;
    }

    private String string(JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "uuid" ->
                ids.isEmpty() || random.nextInt(5) == 0
                        ? new UUID(random.nextLong(), random.nextLong()).toString()
                        : oneOf(ids);
            case "date-time" ->
                times.isEmpty() || random.nextInt(3) == 0
                        ? Instant.now()
                                .truncatedTo(ChronoUnit.HOURS)
                                .plus(random.nextInt(24 * 40), ChronoUnit.HOURS)
                                .toString()
                        : oneOf(times);
            case "date" -> "20" + (10 + random.nextInt(40)) + "-0" + (1 + random.nextInt(9)) + "-15";
            case "uri" -> "https://example.org/" + random.nextInt(1000);
            default -> oneOf(TEXTS);
        };
    }

    /** Makes one thing of a body wrong. */
    private void spoil(JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            return;
        }
        if (object.isEmpty() || random.nextInt(6) == 0) {
            object.put("colour", "red");
            return;
        }
        var names = object.properties().stream().map(Map.Entry::getKey).toList();
        var name = oneOf(names);
        switch (random.nextInt(6)) {
            case 0 -> object.remove(name);
            case 1 -> object.putNull(name);
            case 2 -> object.put(name, random.nextLong());
            case 3 -> object.set(name, NODES.arrayNode().add(hostile()));
            case 4 -> object.set(name, NODES.objectNode().put(hostile(), 1.5e300));
            default -> object.put(name, hostile());
        }
    }

    private String hostile() {
        return oneOf(random.nextInt(8) == 0 ? LONG : HOSTILE);
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? api.at(node.path("$ref").asText().substring(1)) : node;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
