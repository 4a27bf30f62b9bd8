package org.mentoring.contracts.site;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import org.mentoring.contracts.Documents;

/** The API reference: every operation below what it belongs to. */
final class ApiPage {

    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private final JsonNode api;
    private final SchemaTable schemas;

    ApiPage(JsonNode api) {
        this.api = api;
        this.schemas = new SchemaTable(api);
    }

    String html() {
        var html = new StringBuilder("<h1>API reference</h1>");
        html.append(Site.inMarkdown(api.at("/info/description").asText()));
        html.append("<p>For machines: <a href=\"openapi.yaml\">openapi.yaml</a> (OpenAPI 3.1)</p>");
        for (var tag : api.path("tags")) {
            var name = tag.path("name").asText();
            html.append("<h2 id=\"")
                    .append(id(name))
                    .append("\">")
                    .append(Site.escape(name))
                    .append("</h2>");
            html.append(Site.inMarkdown(tag.path("description").asText()));
            api.path("paths")
                    .properties()
                    .forEach(path -> METHODS.forEach(method -> {
                        var operation = path.getValue().path(method);
                        if (operation.path("tags").path(0).asText().equals(name)) {
                            html.append(operation(method, path.getKey(), operation));
                        }
                    }));
        }
        return html.toString();
    }

    private String operation(String method, String path, JsonNode operation) {
        var html = new StringBuilder("<details id=\"")
                .append(id(operation.path("operationId").asText()));
        html.append("\"><summary><span class=\"method ").append(method).append("\">");
        html.append(method.toUpperCase(Locale.ROOT))
                .append("</span> <code>")
                .append(Site.escape(path))
                .append("</code> ");
        html.append("<span class=\"soft\">")
                .append(inline(operation.path("summary").asText()))
                .append("</span></summary>");
        html.append(Site.inMarkdown(operation.path("description").asText()));
        html.append("<p>Who: ")
                .append(Site.escape(operation.path("x-roles").asText("everyone")))
                .append("</p>");
        parameters(html, operation);
        body(html, "Request", operation.path("requestBody"));
        operation.path("responses").properties().forEach(response -> {
            if (response.getKey().matches("[23].*")) {
                var what = resolve(response.getValue());
                body(html, response.getKey() + " " + what.path("description").asText(), what);
            }
        });
        problems(html, operation);
        return html.append("</details>").toString();
    }

    private void parameters(StringBuilder html, JsonNode operation) {
        if (operation.path("parameters").isEmpty()) {
            return;
        }
        html.append("<h4>Parameters</h4><div class=\"wide\"><table><tr><th>Name</th><th>In</th><th>Meaning</th></tr>");
        operation.path("parameters").forEach(reference -> {
            var parameter = resolve(reference);
            html.append("<tr><td><code>")
                    .append(Site.escape(parameter.path("name").asText()))
                    .append("</code></td><td>");
            html.append(parameter.path("in").asText());
            html.append(parameter.path("required").asBoolean() ? "" : " <span class=\"soft\">optional</span>");
            html.append("</td><td>")
                    .append(inline(parameter.path("description").asText()))
                    .append("</td></tr>");
        });
        html.append("</table></div>");
    }

    private void body(StringBuilder html, String title, JsonNode holder) {
        if (holder.isMissingNode()) {
            return;
        }
        html.append("<h4>").append(Site.escape(title)).append("</h4>");
        holder.path("content").properties().forEach(media -> {
            html.append("<p class=\"soft\"><code>").append(media.getKey()).append("</code></p>");
            html.append(schemas.of(media.getValue().path("schema")));
            if (media.getValue().has("example")) {
                html.append("<pre><code>");
                html.append(Site.escape(Documents.json(media.getValue().path("example"))))
                        .append("</code></pre>");
            }
        });
    }

    private void problems(StringBuilder html, JsonNode operation) {
        html.append("<h4>Problems</h4><div class=\"wide\"><table>");
        operation.path("responses").properties().forEach(response -> {
            if (response.getKey().matches("[45].*")) {
                html.append("<tr><td><code>").append(response.getKey()).append("</code></td><td>");
                html.append(inline(
                                resolve(response.getValue()).path("description").asText()))
                        .append("</td></tr>");
            }
        });
        html.append("</table></div>");
    }

    private JsonNode resolve(JsonNode node) {
        return schemas.resolve(node);
    }

    private static String inline(String markdown) {
        return Site.inMarkdown(markdown).replaceAll("</?p>", "").strip();
    }

    private static String id(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
