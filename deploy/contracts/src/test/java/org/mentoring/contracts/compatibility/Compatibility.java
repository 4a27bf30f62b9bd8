package org.mentoring.contracts.compatibility;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Finds what breaks those who rely on what was published before. What may be added is no break: operations, answers'
 * fields and values, optional input.
 */
public final class Compatibility {

    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

    private Compatibility() {}

    /** The breaks between two OpenAPI documents, one sentence each. */
    public static List<String> ofApi(JsonNode before, JsonNode after) {
        var breaks = new ArrayList<String>();
        before.path("paths")
                .properties()
                .forEach(path -> METHODS.forEach(method -> {
                    var was = path.getValue().path(method);
                    if (!was.isMissingNode()) {
                        var name = method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey();
                        var is = after.path("paths").path(path.getKey()).path(method);
                        if (is.isMissingNode()) {
                            breaks.add(name + " was removed");
                        } else {
                            new Operation(name, before, after, breaks).compare(was, is);
                        }
                    }
                }));
        return breaks;
    }

    /** The breaks between the schemas of one event, for those who read it. */
    public static List<String> ofEvent(String type, JsonNode before, JsonNode after) {
        var breaks = new ArrayList<String>();
        new Schemas(before, after, Schemas.Direction.ANSWERED, breaks).compare(type, before, after);
        return breaks;
    }

    private record Operation(String name, JsonNode before, JsonNode after, List<String> breaks) {

        void compare(JsonNode was, JsonNode is) {
            parameters(was, is);
            body(was.path("requestBody"), is.path("requestBody"));
            was.path("responses").properties().forEach(response -> {
                var status = response.getKey();
                if (is.path("responses").path(status).isMissingNode()) {
                    breaks.add(name + ": the response " + status + " was removed");
                } else {
                    response(
                            status,
                            resolve(before, response.getValue()),
                            resolve(after, is.path("responses").path(status)));
                }
            });
        }

        private void parameters(JsonNode was, JsonNode is) {
            was.path("parameters").forEach(parameter -> {
                var old = resolve(before, parameter);
                var now = find(is, old);
                var what = name + ": the parameter " + old.path("name").asText();
                if (now == null) {
                    breaks.add(what + " was removed");
                    return;
                }
                new Schemas(before, after, Schemas.Direction.SENT, breaks)
                        .compare(what, old.path("schema"), now.path("schema"));
                if (now.path("required").asBoolean() && !old.path("required").asBoolean()) {
                    breaks.add(what + " is now required");
                }
            });
            is.path("parameters").forEach(parameter -> {
                var now = resolve(after, parameter);
                if (now.path("required").asBoolean() && findIn(before, was, now) == null) {
                    breaks.add(name + ": the new parameter " + now.path("name").asText() + " is required");
                }
            });
        }

        private JsonNode find(JsonNode operation, JsonNode parameter) {
            return findIn(after, operation, parameter);
        }

        private static JsonNode findIn(JsonNode document, JsonNode operation, JsonNode parameter) {
            return operation
                    .path("parameters")
                    .valueStream()
                    .map(one -> resolve(document, one))
                    .filter(one -> one.path("name").equals(parameter.path("name"))
                            && one.path("in").equals(parameter.path("in")))
                    .findFirst()
                    .orElse(null);
        }

        private void body(JsonNode was, JsonNode is) {
            if (is.path("required").asBoolean() && !was.path("required").asBoolean()) {
                breaks.add(name + ": a request body is now required");
            }
            was.path("content").properties().forEach(media -> {
                var now = is.path("content").path(media.getKey());
                if (now.isMissingNode()) {
                    breaks.add(name + ": bodies of " + media.getKey() + " are not taken any more");
                } else {
                    new Schemas(before, after, Schemas.Direction.SENT, breaks)
                            .compare(name + ": the body", media.getValue().path("schema"), now.path("schema"));
                }
            });
        }

        private void response(String status, JsonNode was, JsonNode is) {
            was.path("headers").properties().forEach(header -> {
                if (is.path("headers").path(header.getKey()).isMissingNode()) {
                    breaks.add(name + ": the header " + header.getKey() + " of " + status + " was removed");
                }
            });
            was.path("content").properties().forEach(media -> {
                var now = is.path("content").path(media.getKey());
                var what = name + ": the answer " + status;
                if (now.isMissingNode()) {
                    breaks.add(what + " does not come as " + media.getKey() + " any more");
                } else {
                    new Schemas(before, after, Schemas.Direction.ANSWERED, breaks)
                            .compare(what, media.getValue().path("schema"), now.path("schema"));
                }
            });
        }
    }

    static JsonNode resolve(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }
}
