package org.mentoring.kubernetes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Models of the custom resources that no library has, as far as they are used: {@code custom-resource-models.yaml} lists their fields
 * and the values of each. An object lists its fields, with {@code !} after those that must be there and {@code *} for any name; a list has one entry
 * that all have the shape of; a text names a kind of value, or several words of which one is meant.
 */
final class CustomResourceModels {

    private static final Map<String, Pattern> VALUES = Map.of(
            "duration", Pattern.compile("([0-9]+(ms|s|m|h))+"),
            "quantity", Pattern.compile("[0-9]+(\\.[0-9]+)?(m|k|Ki|M|Mi|G|Gi|Ti)?"),
            "name", Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?"),
            "url", Pattern.compile("(https?|s3)://[^\\s]+"));

    private final Map<String, JsonNode> shapes = new HashMap<>();

    CustomResourceModels(JsonNode file) {
        file.properties().forEach(entry -> shapes.put(entry.getKey(), entry.getValue()));
    }

    boolean know(Resource resource) {
        return shapes.containsKey(key(resource));
    }

    List<String> problems(Resource resource) {
        var problems = new ArrayList<String>();
        check(resource.spec(), shapes.get(key(resource)), "spec", resource, problems);
        for (var field : resource.document().properties()) {
            if (!Set.of("apiVersion", "kind", "metadata", "spec").contains(field.getKey())) {
                problems.add(resource + ": " + field.getKey() + " is no field of a " + resource.kind());
            }
        }
        return problems;
    }

    private static String key(Resource resource) {
        return resource.apiVersion() + " " + resource.kind();
    }

    private void check(JsonNode value, JsonNode shape, String at, Resource resource, List<String> problems) {
        if (shape.isObject()) {
            object(value, shape, at, resource, problems);
        } else if (shape.isArray()) {
            if (!value.isArray()) {
                problems.add(resource + ": " + at + " must be a list");
            }
            for (int i = 0; i < value.size(); i++) {
                check(value.get(i), shape.get(0), at + "[" + i + "]", resource, problems);
            }
        } else if (!fits(value, shape.asText())) {
            problems.add(resource + ": " + at + " is " + value + ", which is no " + shape.asText());
        }
    }

    private void object(JsonNode value, JsonNode shape, String at, Resource resource, List<String> problems) {
        if (!value.isObject()) {
            problems.add(resource + ": " + at + " must be an object");
            return;
        }
        var fields = new HashMap<String, JsonNode>();
        for (var field : shape.properties()) {
            var name = field.getKey().replace("!", "");
            fields.put(name, field.getValue());
            if (field.getKey().endsWith("!") && !value.has(name)) {
                problems.add(resource + ": " + at + "." + name + " is missing");
            }
        }
        for (var field : value.properties()) {
            var path = at + "." + field.getKey();
            var known = fields.getOrDefault(field.getKey(), fields.get("*"));
            if (known != null) {
                check(field.getValue(), known, path, resource, problems);
            } else {
                problems.add(resource + ": " + path + " is no field here; there are "
                        + fields.keySet().stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }

    private static boolean fits(JsonNode value, String kind) {
        return switch (kind) {
            case "text" -> value.isTextual();
            case "number" -> value.isInt() || value.isLong();
            case "flag" -> value.isBoolean();
            case "texts" ->
                value.isObject()
                        && value.properties().stream()
                                .allMatch(entry -> entry.getValue().isTextual());
            // Typed elsewhere: see ManifestModels.
            case "any" -> true;
            default ->
                VALUES.containsKey(kind)
                        ? value.isValueNode()
                                && VALUES.get(kind).matcher(value.asText()).matches()
                        : value.isTextual() && List.of(kind.split(" \\| ")).contains(value.asText());
        };
    }
}
