package org.mentoring.contracts.exchange;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.mentoring.contracts.Documents;
import org.mentoring.contracts.Project;

/** Validates requests and answers against the merged OpenAPI document. Thread-safe. */
public final class ExchangeContract {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** Answers of a gateway for an unavailable or slow service: problems, on any operation (RFC 9110). */
    private static final Set<Integer> ON_THE_WAY = Set.of(502, 504);

    private static final List<String> ALWAYS_THERE = List.of("ETag", "Location");

    private final JsonNode api;
    private final List<Template> templates;
    private final Map<JsonNode, Schema> compiled = new HashMap<>();

    private record Template(String path, Pattern pattern) {}

    /** @param api an OpenAPI document */
    public ExchangeContract(JsonNode api) {
        this.api = api;
        // A word goes before a name in braces: /users/me before /users/{user_id}.
        this.templates = api.path("paths").properties().stream()
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing((String path) -> path.replace('{', '~')))
                .map(path -> new Template(path, Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+"))))
                .toList();
    }

    public static ExchangeContract of(Project project) {
        return new ExchangeContract(Documents.read(project.contracts().resolve("openapi/mentoring.yaml")));
    }

    /**
     * A request and its answer.
     *
     * @param path without the query
     * @param request the body that was sent; null for none
     * @param mediaType of the answer; empty for none
     * @param headers the names of those of the answer
     */
    public record Exchange(
            String method,
            String path,
            String request,
            int status,
            String mediaType,
            Collection<String> headers,
            String answer) {

        String name() {
            return method + " " + path + " answered " + status;
        }
    }

    /** The differences between the exchange and the document, one sentence each. */
    public List<String> breaches(Exchange exchange) {
        var operation = templates.stream()
                .filter(template -> template.pattern().matcher(exchange.path()).matches())
                .map(template -> api.path("paths")
                        .path(template.path())
                        .path(exchange.method().toLowerCase(Locale.ROOT)))
                .filter(found -> !found.isMissingNode())
                .findFirst();
        if (operation.isEmpty()) {
            // What does not exist is refused, by whoever is asked.
            return exchange.status() >= 400 ? List.of() : List.of(exchange.name() + ": there is no such operation");
        }
        if (ON_THE_WAY.contains(exchange.status())) {
            var breaches = new ArrayList<String>();
            answer(exchange, api.at("/components/responses/Unavailable"), breaches);
            return breaches;
        }
        var response = resolve(operation.get().path("responses").path(Integer.toString(exchange.status())));
        if (response.isMissingNode()) {
            return List.of(exchange.name() + ", which "
                    + operation.get().path("operationId").asText() + " does not document");
        }
        var breaches = new ArrayList<String>();
        answer(exchange, response, breaches);
        headers(exchange, response, breaches);
        if (exchange.status() < 300 && exchange.request() != null) {
            request(exchange, operation.get().path("requestBody").path("content"), breaches);
        }
        return breaches;
    }

    private void answer(Exchange exchange, JsonNode response, List<String> breaches) {
        var content = response.path("content");
        if (content.isEmpty()) {
            if (!exchange.answer().isEmpty()) {
                breaches.add(exchange.name() + " with a body, and the document knows none");
            }
            return;
        }
        var media = content.properties().stream()
                .filter(one -> plain(one.getKey()).equals(plain(exchange.mediaType())))
                .map(Map.Entry::getValue)
                .findFirst();
        if (media.isEmpty()) {
            breaches.add(exchange.name() + " as '" + exchange.mediaType() + "', which is not documented");
        } else if (plain(exchange.mediaType()).endsWith("json")) {
            check(exchange.name() + ", the answer", media.get().path("schema"), exchange.answer(), true, breaches);
        }
    }

    /** The other headers of a document are there at times only. */
    private static void headers(Exchange exchange, JsonNode response, List<String> breaches) {
        ALWAYS_THERE.stream()
                .filter(name -> response.path("headers").has(name)
                        && exchange.headers().stream().noneMatch(name::equalsIgnoreCase))
                .forEach(name -> breaches.add(exchange.name() + " without the documented header " + name));
    }

    private void request(Exchange exchange, JsonNode content, List<String> breaches) {
        if (content.isEmpty()) {
            breaches.add(exchange.name() + " to a body, and the document knows none");
            return;
        }
        check(
                exchange.name() + ", the request",
                content.iterator().next().path("schema"),
                exchange.request(),
                false,
                breaches);
    }

    private void check(String what, JsonNode schema, String json, boolean formats, List<String> breaches) {
        compiled(schema)
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(formats)))
                .forEach(error -> breaches.add(what + ": " + error.getInstanceLocation() + " " + error.getMessage()));
    }

    private synchronized Schema compiled(JsonNode schema) {
        return compiled.computeIfAbsent(schema, one -> {
            var whole = Documents.JSON.createObjectNode();
            whole.setAll((ObjectNode) one);
            whole.set("components", api.path("components"));
            return SCHEMAS.getSchema(whole.toString(), InputFormat.JSON);
        });
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? api.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static String plain(String mediaType) {
        return mediaType.split(";", 2)[0].strip();
    }
}
