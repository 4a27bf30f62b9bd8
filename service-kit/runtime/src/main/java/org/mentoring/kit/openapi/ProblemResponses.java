package org.mentoring.kit.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.mentoring.kit.problem.Problem;
import org.mentoring.kit.problem.ProblemType;

/** The problem responses that all services share, put into the components of a description as they are needed. */
final class ProblemResponses {

    private static final String SCHEMAS = "#/components/schemas/";
    private static final String SCHEMA = "Problem";
    private static final String FIELD_ERROR = "FieldError";

    private static final Map<ProblemType, String> DESCRIPTIONS = Map.ofEntries(
            Map.entry(ProblemType.MALFORMED, "The request, or a part of it, cannot be read."),
            Map.entry(ProblemType.UNAUTHENTICATED, "There is no access token, or it is not valid here."),
            Map.entry(ProblemType.FORBIDDEN, "The caller is known and may not do this."),
            Map.entry(ProblemType.NOT_FOUND, "The resource does not exist, or is not visible to the caller."),
            Map.entry(ProblemType.NOT_ACCEPTABLE, "The `Accept` header names nothing that is offered here."),
            Map.entry(
                    ProblemType.CONFLICT,
                    "The current state does not allow the operation; `type` tells the reason, and `Retry-After` whether"
                            + " waiting helps."),
            Map.entry(
                    ProblemType.STALE_VERSION,
                    "`If-Match` is not the current version. Read the resource again and apply the change to that."),
            Map.entry(ProblemType.TOO_LARGE, "The request body is larger than 64 KiB."),
            Map.entry(ProblemType.UNSUPPORTED_MEDIA_TYPE, "The media type of the body is not understood."),
            Map.entry(
                    ProblemType.INVALID,
                    "The request is well-formed and cannot be fulfilled; `errors` names the fields."),
            Map.entry(ProblemType.VERSION_MISSING, "`If-Match` is missing: send the `ETag` of what was read."),
            Map.entry(
                    ProblemType.TOO_MANY_REQUESTS,
                    "The caller has reached a limit. `Retry-After` says when to try again, if waiting helps."),
            Map.entry(ProblemType.INTERNAL, "A defect. `trace_id` finds it in the logs."),
            Map.entry(
                    ProblemType.UNAVAILABLE,
                    "The service is unavailable; the same request may be sent again after `Retry-After`."));

    private final OpenAPI api;

    ProblemResponses(OpenAPI api) {
        this.api = api;
    }

    /** The name of the response in the components. */
    String of(int status) {
        var type = ProblemType.ofStatus(status);
        var name = name(type);
        var responses = api.getComponents().getResponses();
        if (responses == null || !responses.containsKey(name)) {
            api.getComponents().addResponse(name, response(type));
        }
        return name;
    }

    /** Gives a response that says itself when it comes the body that all problems have. */
    void fill(int status, APIResponse response) {
        response.setContent(content(ProblemType.ofStatus(status)));
    }

    /** Adds the problem document to a response that describes another body: checks of all operations answer with a problem. */
    void add(int status, APIResponse response) {
        content(ProblemType.ofStatus(status)).getMediaTypes().forEach((type, media) -> {
            if (!response.getContent().hasMediaType(type)) {
                response.getContent().addMediaType(type, media);
            }
        });
    }

    /** {@code not-found} is {@code NotFound}. */
    private static String name(ProblemType type) {
        return Stream.of(type.slug().split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    private APIResponse response(ProblemType type) {
        var response = OASFactory.createAPIResponse()
                .description(DESCRIPTIONS.get(type))
                .content(content(type));
        if (Set.of(409, 429, 503).contains(type.status())) {
            response.addHeader(
                    "Retry-After",
                    OASFactory.createHeader()
                            .description("After how many seconds to try again; missing if waiting does not help.")
                            .schema(OASFactory.createSchema().type(List.of(SchemaType.INTEGER))));
        }
        return response;
    }

    private Content content(ProblemType type) {
        var schemas = api.getComponents().getSchemas();
        if (schemas == null || !schemas.containsKey(SCHEMA)) {
            api.getComponents().addSchema(SCHEMA, problem()).addSchema(FIELD_ERROR, fieldError());
        }
        return OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(SCHEMAS + SCHEMA))
                                .example(example(type)));
    }

    private static Map<String, Object> example(ProblemType type) {
        var example = new LinkedHashMap<String, Object>();
        example.put("type", type.uri().toString());
        example.put("title", type.title());
        example.put("status", type.status());
        example.put("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");
        if (type.status() == 422) {
            var error = new LinkedHashMap<String, Object>();
            error.put("field", "time_zone");
            error.put("message", "must be an IANA time zone");
            example.put("errors", List.of(error));
        }
        return example;
    }

    private static Schema problem() {
        return object("A problem document (RFC 9457). Members without a value are omitted.")
                .addProperty(
                        "type",
                        string("Identifies the problem; stable, for programs.").format("uri"))
                .addProperty("title", string("A short sentence for people, the same for the type."))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .type(List.of(SchemaType.INTEGER))
                                .description("The HTTP status."))
                .addProperty("detail", string("Details of this occurrence."))
                .addProperty("instance", string("The path of the request."))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .type(List.of(SchemaType.ARRAY))
                                .description("What is wrong with which field.")
                                .items(OASFactory.createSchema().ref(SCHEMAS + FIELD_ERROR)))
                .addProperty(
                        "trace_id",
                        string("Finds the request in logs and traces.").pattern("^[0-9a-f]{32}$"))
                .required(List.of("type", "title", "status"));
    }

    private static Schema fieldError() {
        return object("What is wrong with a field.")
                .addProperty(
                        "field", string("Its path in the request, as the client wrote it; `body` if there is none."))
                .addProperty("message", string("What would be accepted."))
                .required(List.of("field", "message"));
    }

    private static Schema object(String description) {
        return OASFactory.createSchema().type(List.of(SchemaType.OBJECT)).description(description);
    }

    private static Schema string(String description) {
        return OASFactory.createSchema().type(List.of(SchemaType.STRING)).description(description);
    }
}
