package org.mentoring.contracts.compatibility;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

/** Compares JSON Schemas, by which way what they describe goes. */
final class Schemas {

    /** Sent to us: may be widened. Answered or published by us: may be narrowed, and may say more. */
    enum Direction {
        SENT,
        ANSWERED
    }

    private static final List<String> LEAST = List.of("minimum", "minLength", "minItems");
    private static final List<String> MOST = List.of("maximum", "maxLength", "maxItems");

    private final JsonNode before;
    private final JsonNode after;
    private final Direction direction;
    private final List<String> breaks;
    private final Set<String> compared = new HashSet<>();

    Schemas(JsonNode before, JsonNode after, Direction direction, List<String> breaks) {
        this.before = before;
        this.after = after;
        this.direction = direction;
        this.breaks = breaks;
    }

    void compare(String what, JsonNode oldNode, JsonNode newNode) {
        if (oldNode.has("$ref")
                && !compared.add(
                        oldNode.path("$ref").asText() + newNode.path("$ref").asText() + what)) {
            return;
        }
        var was = choice(before, oldNode);
        var is = choice(after, newNode);
        types(what, was.types(), is.types());
        values(what, was.schema(), is.schema());
        if (direction == Direction.SENT) {
            limits(what, was.schema(), is.schema());
        } else if (was.schema().has("format")
                && !was.schema().path("format").equals(is.schema().path("format"))) {
            breaks.add(what + " had the format " + was.schema().path("format").asText() + ", and has "
                    + is.schema().path("format").asText("none"));
        }
        properties(what, was.schema(), is.schema());
        if (was.schema().has("items")) {
            compare(what + "[]", was.schema().path("items"), is.schema().path("items"));
        }
    }

    /** @param types with null where one of the choices is null */
    private record Choice(JsonNode schema, Set<String> types) {}

    /** Takes anyOf of something and null, which is how a reference that may be null is written, for what it means. */
    private static Choice choice(JsonNode document, JsonNode node) {
        var schema = Compatibility.resolve(document, node);
        var types = new TreeSet<String>();
        if (schema.has("anyOf")) {
            var real = schema;
            for (var one : schema.path("anyOf")) {
                var resolved = Compatibility.resolve(document, one);
                types.addAll(typesOf(resolved));
                if (!"null".equals(resolved.path("type").asText())) {
                    real = resolved;
                }
            }
            return new Choice(real, types);
        }
        types.addAll(typesOf(schema));
        return new Choice(schema, types);
    }

    private static Set<String> typesOf(JsonNode schema) {
        var types = new TreeSet<String>();
        var type = schema.path("type");
        if (type.isArray()) {
            type.forEach(one -> types.add(one.asText()));
        } else if (!type.isMissingNode()) {
            types.add(type.asText());
        }
        return types;
    }

    private void types(String what, Set<String> was, Set<String> is) {
        if (was.isEmpty() || is.isEmpty()) {
            return;
        }
        var gone = new TreeSet<>(was);
        gone.removeAll(is);
        var added = new TreeSet<>(is);
        added.removeAll(was);
        if (direction == Direction.SENT
                && !gone.isEmpty()
                && !(gone.equals(Set.of("integer")) && is.contains("number"))) {
            breaks.add(what + " may not be " + String.join(" or ", gone) + " any more");
        }
        if (direction == Direction.ANSWERED
                && !added.isEmpty()
                && !(added.equals(Set.of("integer")) && was.contains("number"))) {
            breaks.add(what + " was " + String.join(" or ", was) + ", and may now be " + String.join(" or ", added));
        }
    }

    private void values(String what, JsonNode was, JsonNode is) {
        var old = valuesOf(was);
        var now = valuesOf(is);
        if (!old.isEmpty() && !now.isEmpty()) {
            old.removeAll(now);
            if (!old.isEmpty()) {
                breaks.add(what + " had the value " + String.join(", ", old) + ", which was removed");
            }
        } else if (old.isEmpty() && !now.isEmpty() && direction == Direction.SENT) {
            breaks.add(what + " could be anything, and must now be one of " + String.join(", ", now));
        }
    }

    private static Set<String> valuesOf(JsonNode schema) {
        var values = new TreeSet<String>();
        schema.path("enum").forEach(value -> values.add(value.asText()));
        if (schema.has("const")) {
            values.add(schema.path("const").asText());
        }
        return values;
    }

    private void limits(String what, JsonNode was, JsonNode is) {
        LEAST.stream()
                .filter(limit -> is.has(limit)
                        && is.path(limit).asDouble() > was.path(limit).asDouble(Double.NEGATIVE_INFINITY))
                .forEach(limit -> breaks.add(what + ": " + limit + " was raised to " + is.path(limit)));
        MOST.stream()
                .filter(limit -> is.has(limit)
                        && is.path(limit).asDouble() < was.path(limit).asDouble(Double.POSITIVE_INFINITY))
                .forEach(limit -> breaks.add(what + ": " + limit + " was lowered to " + is.path(limit)));
        if (is.has("pattern") && !is.path("pattern").equals(was.path("pattern"))) {
            breaks.add(what + ": the pattern was " + was.path("pattern").asText("none") + ", and is "
                    + is.path("pattern").asText());
        }
    }

    private void properties(String what, JsonNode was, JsonNode is) {
        was.path("properties").properties().forEach(property -> {
            var name = what + "." + property.getKey();
            var now = is.path("properties").path(property.getKey());
            if (now.isMissingNode()) {
                breaks.add(name + " was removed");
            } else {
                compare(name, property.getValue(), now);
            }
        });
        var required = names(was.path("required"));
        var requiredNow = names(is.path("required"));
        if (direction == Direction.SENT) {
            requiredNow.removeAll(required);
            requiredNow.forEach(name -> breaks.add(what + "." + name + " is now required"));
        } else {
            required.removeAll(requiredNow);
            required.stream()
                    .filter(name -> is.path("properties").has(name))
                    .forEach(name -> breaks.add(what + "." + name + " may now be missing"));
        }
    }

    private static Set<String> names(JsonNode array) {
        var names = new TreeSet<String>();
        array.forEach(name -> names.add(name.asText()));
        return names;
    }
}
