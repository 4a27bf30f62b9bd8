package org.mentoring.contracts.site;

import com.fasterxml.jackson.databind.JsonNode;
import org.mentoring.contracts.Documents;

/** The event catalogue: every event below its topic. */
final class EventPage {

    private final JsonNode events;
    private final SchemaTable schemas;

    EventPage(JsonNode events) {
        this.events = events;
        this.schemas = new SchemaTable(events);
    }

    String html() {
        var html = new StringBuilder("<h1>Event catalogue</h1>");
        html.append(Site.inMarkdown(events.at("/info/description").asText()));
        html.append("<p>For machines: <a href=\"asyncapi.yaml\">asyncapi.yaml</a> (AsyncAPI 3)</p>");
        html.append("<h2>Headers</h2>").append(schemas.of(events.at("/components/schemas/cloudEventHeaders")));
        events.path("channels").forEach(channel -> {
            html.append("<h2><code>")
                    .append(Site.escape(channel.path("address").asText()))
                    .append("</code></h2>");
            html.append(Site.inMarkdown(channel.path("description").asText()));
            channel.path("messages").forEach(reference -> html.append(message(schemas.resolve(reference))));
        });
        return html.toString();
    }

    private String message(JsonNode message) {
        var example = message.path("examples").path(0);
        return "<details><summary><code>" + Site.escape(message.path("name").asText()) + "</code> <span class=\"soft\">"
                + Site.escape(message.path("title").asText()) + "</span></summary>"
                + schemas.of(message.path("payload"))
                + "<h4>Headers of an example</h4><pre><code>" + headers(example.path("headers")) + "</code></pre>"
                + "<h4>Its data</h4><pre><code>" + Site.escape(Documents.json(example.path("payload")))
                + "</code></pre></details>";
    }

    private static String headers(JsonNode headers) {
        var lines = new StringBuilder();
        headers.properties()
                .forEach(header -> lines.append(header.getKey())
                        .append(": ")
                        .append(Site.escape(header.getValue().asText()))
                        .append('\n'));
        return lines.toString().strip();
    }
}
