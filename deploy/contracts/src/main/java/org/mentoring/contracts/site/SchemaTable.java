package org.mentoring.contracts.site;

import com.fasterxml.jackson.databind.JsonNode;

/** The fields of a JSON Schema as a table; nested fields are listed below their parent, indented. */
final class SchemaTable {

    private static final int DEEPEST = 3;

    private final JsonNode root;

    SchemaTable(JsonNode root) {
        this.root = root;
    }

    String of(JsonNode schema) {
        var rows = new StringBuilder();
        rows(rows, resolve(schema), "", 0);
        return rows.isEmpty()
                ? "<p class=\"soft\">" + type(schema) + "</p>"
                : "<div class=\"wide\"><table><tr><th>Field</th><th>Type</th><th>Meaning</th></tr>" + rows
                        + "</table></div>";
    }

    private void rows(StringBuilder rows, JsonNode schema, String prefix, int depth) {
        var required =
                schema.path("required").valueStream().map(JsonNode::asText).toList();
        schema.path("properties").properties().forEach(property -> {
            var name = prefix + property.getKey();
            rows.append("<tr><td><code>").append(Site.escape(name)).append("</code></td><td>");
            rows.append(type(property.getValue()));
            if (!required.contains(property.getKey())) {
                rows.append(" <span class=\"soft\">optional</span>");
            }
            rows.append("</td><td>").append(meaning(property.getValue())).append("</td></tr>");
            if (depth < DEEPEST) {
                var inner = inner(property.getValue());
                rows(rows, inner, name + (isArray(property.getValue()) ? "[]." : "."), depth + 1);
            }
        });
    }

    private boolean isArray(JsonNode schema) {
        return resolve(schema).has("items");
    }

    private JsonNode inner(JsonNode schema) {
        var resolved = resolve(schema);
        if (resolved.has("items")) {
            return resolve(resolved.path("items"));
        }
        return resolved.has("anyOf") ? resolve(resolved.path("anyOf").path(0)) : resolved;
    }

    private String meaning(JsonNode schema) {
        var text = schema.path("description")
                .asText(resolve(schema).path("description").asText());
        var html = text.isEmpty() ? "" : Site.inMarkdown(text).replaceAll("</?p>", "");
        var resolved = resolve(schema);
        var limits = new StringBuilder();
        for (var limit : new String[] {"minimum", "maximum", "minLength", "maxLength", "maxItems", "pattern"}) {
            if (resolved.has(limit)) {
                limits.append(limits.isEmpty() ? "" : ", ")
                        .append(limit)
                        .append(' ')
                        .append(resolved.path(limit).asText());
            }
        }
        return html + (limits.isEmpty() ? "" : " <span class=\"soft\">" + Site.escape(limits.toString()) + "</span>");
    }

    private String type(JsonNode schema) {
        var resolved = resolve(schema);
        if (resolved.has("const")) {
            return "<code>" + Site.escape(resolved.path("const").asText()) + "</code>";
        }
        if (resolved.has("enum")) {
            return String.join(
                    " ",
                    resolved.path("enum")
                            .valueStream()
                            .map(value -> "<code>" + Site.escape(value.asText("null")) + "</code>")
                            .toList());
        }
        if (resolved.has("anyOf")) {
            return String.join(
                    " or ", resolved.path("anyOf").valueStream().map(this::type).toList());
        }
        var type = resolved.path("type");
        var name = type.isArray()
                ? String.join(" or ", type.valueStream().map(JsonNode::asText).toList())
                : type.asText("anything");
        if (resolved.has("format")) {
            name = name.replaceFirst(
                    "string|integer|number", resolved.path("format").asText().replaceAll("int\\d+", "integer"));
        }
        return resolved.has("items") ? name + " of " + type(resolved.path("items")) : name;
    }

    JsonNode resolve(JsonNode schema) {
        return schema.has("$ref") ? root.at(schema.path("$ref").asText().substring(1)) : schema;
    }
}
