package org.mentoring.kit.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.mentoring.kit.problem.Problem;

/** What an operation can answer beside its result, by what it is: the headers of a success, and the problems. */
final class OperationResponses {

    private static final String REFERENCE = "#/components/responses/";
    private static final String SCHEMAS = "#/components/schemas/";

    private final OpenAPI api;
    private final ProblemResponses problems;

    OperationResponses(OpenAPI api) {
        this.api = api;
        this.problems = new ProblemResponses(api);
    }

    /** @param versioned whether changes of what the path names need {@code If-Match} */
    void complete(Operation operation, HttpMethod method, boolean versioned) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        List.of("400", "401", "403").forEach(status -> removeUndescribed(operation, status));
        if (refers(operation, "IfNoneMatch")) {
            var tag = text("What was answered, for `If-None-Match`.", "\"3f786850e387550fdab836ed7e6dc881\"");
            operation.getResponses().getAPIResponse("200").addHeader("ETag", tag);
            operation
                    .getResponses()
                    .addAPIResponse("304", OASFactory.createAPIResponse().addHeader("ETag", tag));
        }
        answerNothingWith204(operation);
        operation
                .getResponses()
                .getAPIResponses()
                .forEach((status, answer) -> success(status, answer, method, versioned));
        for (var status : refusals(operation)) {
            var response = operation.getResponses().getAPIResponse(Integer.toString(status));
            if (response == null) {
                operation
                        .getResponses()
                        .addAPIResponse(
                                Integer.toString(status),
                                OASFactory.createAPIResponse().ref(REFERENCE + problems.of(status)));
            } else if (response.getContent() != null) {
                problems.add(status, response);
            }
        }
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (status.matches("[45]..") && response.getContent() == null && response.getRef() == null) {
                problems.fill(Integer.parseInt(status), response);
            }
        });
        sort(operation);
    }

    /** Those that the scanner adds without saying anything. */
    private static void removeUndescribed(Operation operation, String status) {
        var response = operation.getResponses().getAPIResponse(status);
        if (response != null
                && response.getContent() == null
                && !response.getDescription().contains(" ")) {
            operation.getResponses().removeAPIResponse(status);
        }
        if (response != null
                && Set.of("Not Authorized", "Not Allowed", "Bad Request").contains(response.getDescription())) {
            operation.getResponses().removeAPIResponse(status);
        }
    }

    /** The scanner takes a POST without a result for 201; it is answered with 204. */
    private static void answerNothingWith204(Operation operation) {
        var created = operation.getResponses().getAPIResponse("201");
        if (created != null && created.getContent() == null) {
            operation.getResponses().removeAPIResponse("201");
            operation.getResponses().addAPIResponse("204", created.description("Done"));
        }
    }

    private void success(String status, APIResponse answer, HttpMethod method, boolean versioned) {
        switch (status) {
            case "200", "201", "202" -> {
                plainText(answer);
                if (method != HttpMethod.DELETE && (versioned || isVersioned(answer))) {
                    answer.addHeader("ETag", text("The version, for `If-Match`.", "\"7\""));
                }
                if ("201".equals(status)) {
                    answer.addHeader("Location", text("The address of what was created.", null));
                    answer.setDescription(orElse(answer, "Created"));
                }
                if ("202".equals(status)) {
                    answer.setDescription(orElse(answer, "Accepted"));
                }
            }
            case "304" -> answer.setDescription(orElse(answer, "Nothing has changed"));
            case "204" -> answer.setDescription("Done");
            default -> {}
        }
        if (answer.getDescription() == null || answer.getDescription().isBlank()) {
            answer.setDescription(method == HttpMethod.DELETE ? "Done" : "OK");
        }
    }

    /** What is no JSON is a text, and no success is a problem. */
    private static void plainText(APIResponse answer) {
        if (answer.getContent() == null) {
            return;
        }
        answer.getContent().removeMediaType(Problem.MEDIA_TYPE);
        if (answer.getContent().getMediaTypes().size() > 1) {
            // Says that nobody is refused for what they accept, not what they get.
            answer.getContent().removeMediaType("*/*");
        }
        answer.getContent().getMediaTypes().forEach((type, media) -> {
            if (type.startsWith("text/") && media.getSchema() == null) {
                media.setSchema(OASFactory.createSchema().type(List.of(SchemaType.STRING)));
            }
        });
    }

    private static String orElse(APIResponse answer, String description) {
        var given = answer.getDescription();
        return given == null || given.isBlank() || "OK".equals(given) ? description : given;
    }

    /** Whether what is answered has a version, itself or in its {@code entry}. */
    private boolean isVersioned(APIResponse answer) {
        return answer.getContent() != null
                && answer.getContent().getMediaTypes().values().stream()
                        .map(media -> resolve(media.getSchema()))
                        .filter(Objects::nonNull)
                        .anyMatch(schema -> has(schema, "version")
                                || has(schema, "entry")
                                        && has(resolve(schema.getProperties().get("entry")), "version"));
    }

    private static boolean has(Schema schema, String property) {
        return schema != null
                && schema.getProperties() != null
                && schema.getProperties().containsKey(property);
    }

    private Schema resolve(Schema schema) {
        if (schema == null || schema.getRef() == null) {
            return schema;
        }
        return api.getComponents().getSchemas().get(schema.getRef().substring(SCHEMAS.length()));
    }

    private List<Integer> refusals(Operation operation) {
        var statuses = new ArrayList<Integer>();
        var body = operation.getRequestBody() != null;
        var secured =
                operation.getSecurity() != null && !operation.getSecurity().isEmpty();
        var query = has(operation, Parameter.In.QUERY);
        statuses.add(400);
        if (secured) {
            statuses.addAll(List.of(401, 403));
        }
        statuses.addAll(List.of(404, 406, 409));
        if (body || query || has(operation, Parameter.In.HEADER)) {
            statuses.add(422);
        }
        if (body) {
            statuses.addAll(List.of(413, 415));
        }
        if (refers(operation, "IfMatch")) {
            statuses.addAll(List.of(412, 428));
        }
        statuses.addAll(List.of(429, 500, 503));
        return statuses;
    }

    static boolean refers(Operation operation, String parameter) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(one -> one.getRef() != null && one.getRef().endsWith("/" + parameter));
    }

    private boolean has(Operation operation, Parameter.In in) {
        return operation.getParameters() != null
                && operation.getParameters().stream().map(this::resolve).anyMatch(parameter -> parameter.getIn() == in);
    }

    private Parameter resolve(Parameter parameter) {
        var reference = parameter.getRef();
        return reference == null
                ? parameter
                : api.getComponents().getParameters().get(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static void sort(Operation operation) {
        operation
                .getResponses()
                .setAPIResponses(new TreeMap<>(operation.getResponses().getAPIResponses()));
    }

    private static Header text(String description, String example) {
        return OASFactory.createHeader()
                .description(description)
                .example(example)
                .schema(OASFactory.createSchema().type(List.of(SchemaType.STRING)));
    }
}
