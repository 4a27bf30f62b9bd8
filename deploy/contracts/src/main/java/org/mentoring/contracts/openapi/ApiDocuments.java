package org.mentoring.contracts.openapi;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.mentoring.contracts.Documents;
import org.mentoring.contracts.Project;

/** The API of each service and of all together (OpenAPI 3.1), from what the services' builds describe and their javadoc. */
public final class ApiDocuments {

    public static final String MERGED = "mentoring";

    private static final String BEARER = "bearer";
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");
    private static final Map<String, String> TITLES = Map.of(
            "user",
            "People",
            "mentor",
            "Mentors",
            "booking",
            "Bookings",
            "review",
            "Reviews",
            "notification",
            "Notifications",
            MERGED,
            "Mentoring platform");

    private final Project project;

    public ApiDocuments(Project project) {
        this.project = project;
    }

    /** The documents by name: one for each service, and {@value #MERGED}. */
    public Map<String, JsonNode> all() {
        var documents = new LinkedHashMap<String, JsonNode>();
        for (var service : Project.SERVICES) {
            documents.put(service + "-service", of(service));
        }
        documents.put(MERGED, merged(documents));
        return documents;
    }

    private ObjectNode of(String service) {
        if (!Files.exists(project.description(service))) {
            throw new IllegalStateException(project.description(service) + " is missing: build the services first");
        }
        var described = Documents.read(project.description(service));
        var comments = SourceComments.of(List.of(project.sources(service), project.kitSources()));
        var document = head(service);
        document.set("tags", tags(described, comments));
        var paths = document.putObject("paths");
        sorted(described.path("paths")).forEach((path, item) -> {
            var operations = paths.putObject(path);
            METHODS.forEach(method -> {
                if (item.has(method)) {
                    operations.set(method, operation(method, (ObjectNode) item.get(method), comments));
                }
            });
        });
        document.set("components", components((ObjectNode) described.path("components"), comments));
        return FinishedDocument.of(document);
    }

    private static ObjectNode head(String name) {
        var document = Documents.JSON.createObjectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", TITLES.get(name))
                .put("version", "1.0.0")
                .put("description", DESCRIPTION)
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("identifier", "Apache-2.0");
        document.putArray("servers")
                .addObject()
                .put("url", "http://localhost:8080")
                .put("description", "The gateway of the local platform");
        document.set("tags", Documents.JSON.createArrayNode());
        return document;
    }

    private static final String DESCRIPTION = """
            JSON over HTTP, names in `snake_case`. Times are RFC 3339 with an offset, zones IANA names.

            - **Errors** are problem documents (RFC 9457); switch on `type`, never on `title`.
            - **Lists** come in pages: follow `next_cursor`, or the `Link` header.
            - **Updates** need `If-Match` with the `ETag` of what was read.
            - **Retries**: send an `Idempotency-Key` where an operation takes one, and the same request with the same key
              again after no response or one of the gateway (502, 504): the request may have been carried out.
            - **Limits**: the gateway answers 429 when an address or a person makes too many requests; wait a second, or
              as long as `Retry-After` says.
            - **Evolution**: fields and values may be added to answers, so ignore those that you do not know.
              Unknown fields in a request are refused.
            """;

    private static ArrayNode tags(JsonNode described, SourceComments comments) {
        var texts = new TreeMap<String, String>();
        described
                .path("paths")
                .forEach(item -> item.forEach(operation -> {
                    var tag = operation.path("tags").path(0).asText();
                    var type = operation.path("x-source").asText().replaceAll("\\..*", "");
                    var text = comments.on(type)
                            .map(SourceComments.Comment::text)
                            .orElseThrow(() -> new IllegalStateException(
                                    type + " has no javadoc, which describes its operations in the API: " + tag));
                    texts.putIfAbsent(tag, text);
                }));
        var tags = Documents.JSON.createArrayNode();
        texts.forEach((tag, text) -> tags.addObject().put("name", tag).put("description", text));
        return tags;
    }

    private static ObjectNode operation(String verb, ObjectNode described, SourceComments comments) {
        var source = described.path("x-source").asText();
        var comment = comments.on(source);
        var operation = Documents.JSON.createObjectNode();
        operation.set("operationId", described.get("operationId"));
        operation.set("tags", described.get("tags"));
        operation.put(
                "summary",
                comment.map(SourceComments.Comment::firstSentence)
                        .filter(sentence -> !sentence.isEmpty())
                        .orElse(plainly(verb, described)));
        comment.map(SourceComments.Comment::text)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> operation.put("description", text));
        if (described.path("security").isEmpty()) {
            operation.putArray("security");
        } else {
            operation.set("security", described.get("security"));
            ((ArrayNode) operation.get("security")).addObject().putArray(BEARER);
            operation.put("x-roles", roles(described));
        }
        if (described.has("parameters")) {
            var parameters = operation.putArray("parameters");
            described
                    .get("parameters")
                    .forEach(parameter -> parameters.add(parameter(parameter, comment.orElse(null))));
        }
        if (described.has("requestBody")) {
            operation.set("requestBody", described.get("requestBody"));
        }
        operation.set("responses", described.get("responses"));
        return operation;
    }

    private static String roles(JsonNode operation) {
        var roles = operation.path("security").path(0).path("oidc");
        return roles.isEmpty()
                ? "everyone who is signed in"
                : String.join(", ", roles.valueStream().map(JsonNode::asText).toList());
    }

    private static JsonNode parameter(JsonNode described, SourceComments.Comment comment) {
        if (described.has("$ref")) {
            return described;
        }
        var name = described.path("name").asText();
        var parameter = Documents.JSON.createObjectNode();
        parameter.put("name", name);
        parameter.set("in", described.get("in"));
        var text = comment == null ? null : comment.parameters().get(camelCase(name));
        if (text != null && !described.has("description")) {
            parameter.put("description", text);
        } else if ("id".equals(name) && !described.has("description")) {
            parameter.put("description", "The id of the resource.");
        }
        described.properties().forEach(field -> {
            if (!parameter.has(field.getKey())) {
                parameter.set(field.getKey(), field.getValue());
            }
        });
        return parameter;
    }

    private static ObjectNode components(ObjectNode described, SourceComments comments) {
        var components = Documents.JSON.createObjectNode();
        var schemas = components.putObject("schemas");
        sorted(described.path("schemas")).forEach((name, schema) -> {
            comments.on(name).ifPresent(comment -> describe((ObjectNode) schema, comment));
            var unwrapped = ((ObjectNode) schema).remove("x-unwrapped");
            if (unwrapped != null) {
                unwrapped.forEach(other -> comments.on(other.asText())
                        .ifPresent(comment -> describeProperties((ObjectNode) schema, comment)));
            }
            schemas.set(name, schema);
        });
        described
                .withObject("/securitySchemes")
                .putObject(BEARER)
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT")
                .put("description", "The same access token, for tools that do not sign in by themselves.");
        for (var kind : List.of("parameters", "responses", "securitySchemes")) {
            if (described.has(kind)) {
                var sorted = components.putObject(kind);
                sorted(described.path(kind)).forEach(sorted::set);
            }
        }
        return components;
    }

    private static void describe(ObjectNode schema, SourceComments.Comment comment) {
        if (!schema.has("description") && !comment.text().isEmpty()) {
            schema.put("description", comment.text());
        }
        describeProperties(schema, comment);
    }

    private static void describeProperties(ObjectNode schema, SourceComments.Comment comment) {
        comment.parameters().forEach((parameter, text) -> {
            var property = schema.path("properties").path(snakeCase(parameter));
            if (property instanceof ObjectNode described && !described.has("description")) {
                described.put("description", text);
            }
        });
    }

    /** Names that two services use for different things get the service's before them. */
    private static ObjectNode merged(Map<String, JsonNode> documents) {
        var merged = head(MERGED);
        var tags = (ArrayNode) merged.get("tags");
        var paths = merged.putObject("paths");
        var components = merged.putObject("components");
        documents.forEach((service, original) -> {
            var document = Merge.withoutClashes(service, (ObjectNode) original, components);
            document.path("tags").forEach(tag -> {
                if (tags.valueStream().noneMatch(known -> known.path("name").equals(tag.path("name")))) {
                    tags.add(tag);
                }
            });
            document.path("paths").properties().forEach(path -> paths.set(path.getKey(), path.getValue()));
            document.path("components")
                    .properties()
                    .forEach(kind -> components.withObject("/" + kind.getKey()).setAll((ObjectNode) kind.getValue()));
        });
        return merged;
    }

    static Map<String, JsonNode> sorted(JsonNode object) {
        var sorted = new TreeMap<String, JsonNode>();
        object.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
        return sorted;
    }

    /** The summary of an operation without javadoc, from the name of its method: {@code approve} of mentors. */
    private static String plainly(String verb, JsonNode operation) {
        var what = operation.path("tags").path(0).asText().toLowerCase(Locale.ROOT);
        var one = singular(what);
        var method = operation.path("operationId").asText().replaceAll(".*\\.", "");
        var paged = operation.path("parameters").findValuesAsText("$ref").contains("#/components/parameters/Cursor");
        return switch (verb) {
            case "get" -> paged || method.equals("list") ? "List " + what : "Get " + one;
            case "post" -> method.equals("add") ? "Add " + one : capitalised(words(method)) + " " + one;
            case "delete" -> "Delete " + one;
            default -> "Change " + one;
        };
    }

    private static String singular(String what) {
        var one = what.endsWith("ies")
                ? what.substring(0, what.length() - 3) + "y"
                : what.endsWith("s") ? what.substring(0, what.length() - 1) : what;
        return ("aeiou".indexOf(one.charAt(0)) < 0 ? "a " : "an ") + one;
    }

    private static String words(String method) {
        return snakeCase(method).replace('_', ' ');
    }

    private static String capitalised(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String camelCase(String name) {
        var camel = new StringBuilder();
        for (var word : name.split("[_-]")) {
            camel.append(camel.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camel.toString();
    }

    static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
