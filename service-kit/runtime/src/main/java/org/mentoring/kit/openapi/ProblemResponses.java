package org.mentoring.kit.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.mentoring.kit.problem.Problem;

/** The problem responses that all services share, put into the components of a description as they are needed. */
final class ProblemResponses {

    private static final String SCHEMAS = "#/components/schemas/";
    private static final String SCHEMA = "Problem";
    private static final String FIELD_ERROR = "FieldError";

    private static final Map<Integer, Kind> KINDS = Map.ofEntries(
            Map.entry(
                    400,
                    new Kind(
                            "Malformed",
                            "malformed",
                            "The request cannot be read",
                            "The request, or a part of it, cannot be read.")),
            Map.entry(
                    401,
                    new Kind(
                            "Unauthenticated",
                            "unauthenticated",
                            "A valid access token is needed",
                            "There is no access token, or it is not valid here.")),
            Map.entry(
                    403,
                    new Kind(
                            "Forbidden",
                            "forbidden",
                            "The caller may not do this",
                            "The caller is known and may not do this.")),
            Map.entry(
                    404,
                    new Kind(
                            "NotFound",
                            "not-found",
                            "Resource not found",
                            "The resource does not exist, or is not visible to the caller.")),
            Map.entry(
                    406,
                    new Kind(
                            "NotAcceptable",
                            "not-acceptable",
                            "Not acceptable",
                            "The `Accept` header names nothing that is offered here.")),
            Map.entry(
                    409,
                    new Kind(
                            "Conflict",
                            "conflict",
                            "Conflict with the current state",
                            "The current state does not allow the operation; `type` tells the reason.")),
            Map.entry(
                    412,
                    new Kind(
                            "StaleVersion",
                            "stale-version",
                            "The resource was changed in the meantime",
                            "`If-Match` is not the current version. Read the resource again and apply the change to that.")),
            Map.entry(
                    413,
                    new Kind(
                            "TooLarge",
                            "too-large",
                            "The request body is too large",
                            "The request body is larger than 64 KiB.")),
            Map.entry(
                    415,
                    new Kind(
                            "UnsupportedMediaType",
                            "unsupported-media-type",
                            "Unsupported media type",
                            "The media type of the body is not understood.")),
            Map.entry(
                    422,
                    new Kind(
                            "Invalid",
                            "invalid",
                            "Invalid request",
                            "The request is well-formed and cannot be fulfilled; `errors` names the fields.")),
            Map.entry(
                    428,
                    new Kind(
                            "VersionMissing",
                            "version-missing",
                            "An If-Match header is needed",
                            "`If-Match` is missing: send the `ETag` of what was read.")),
            Map.entry(
                    429,
                    new Kind(
                            "TooManyRequests",
                            "too-many-requests",
                            "Too many requests",
                            "The caller has reached a limit. `Retry-After` says when to try again, if waiting helps.")),
            Map.entry(
                    500,
                    new Kind(
                            "Internal",
                            "internal",
                            "Internal server error",
                            "A defect. `trace_id` finds it in the logs.")),
            Map.entry(
                    503,
                    new Kind(
                            "Unavailable",
                            "unavailable",
                            "Service unavailable",
                            "The service is unavailable; the same request may be sent again after `Retry-After`.")));

    private final OpenAPI api;

    ProblemResponses(OpenAPI api) {
        this.api = api;
    }

    private record Kind(String name, String slug, String title, String description) {}

    /** The name of the response in the components. */
    String of(int status) {
        var kind = KINDS.get(status);
        var responses = api.getComponents().getResponses();
        if (responses == null || !responses.containsKey(kind.name())) {
            api.getComponents().addResponse(kind.name(), response(status, kind));
        }
        return kind.name();
    }

    /** Gives a response that says itself when it comes the body that all problems have. */
    void fill(int status, APIResponse response) {
        response.setContent(content(status, KINDS.get(status)));
    }

    /** Adds the problem document to a response that describes another body: checks of all operations answer with a problem. */
    void add(int status, APIResponse response) {
        content(status, KINDS.get(status)).getMediaTypes().forEach((type, media) -> {
            if (!response.getContent().hasMediaType(type)) {
                response.getContent().addMediaType(type, media);
            }
        });
    }

    private APIResponse response(int status, Kind kind) {
        var response =
                OASFactory.createAPIResponse().description(kind.description()).content(content(status, kind));
        if (status == 429 || status == 503) {
            response.addHeader(
                    "Retry-After",
                    OASFactory.createHeader()
                            .description("After how many seconds to try again.")
                            .schema(OASFactory.createSchema().type(List.of(SchemaType.INTEGER))));
        }
        return response;
    }

    private Content content(int status, Kind kind) {
        var schemas = api.getComponents().getSchemas();
        if (schemas == null || !schemas.containsKey(SCHEMA)) {
            api.getComponents().addSchema(SCHEMA, problem()).addSchema(FIELD_ERROR, fieldError());
        }
        return OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(SCHEMAS + SCHEMA))
                                .example(example(status, kind)));
    }

    private static Map<String, Object> example(int status, Kind kind) {
        var example = new LinkedHashMap<String, Object>();
        example.put("type", "urn:problem-type:mentoring:" + kind.slug());
        example.put("title", kind.title());
        example.put("status", status);
        example.put("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");
        if (status == 422) {
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
                .addProperty("field", string("Its path in the request, as the client wrote it."))
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
