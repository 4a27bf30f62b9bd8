package org.mentoring.kit.problem;

import java.net.URI;

/**
 * A kind of problem: what stays the same each time it occurs (RFC 9457, section 3.1).
 *
 * @param slug the stable name, in kebab case, that clients may switch on
 * @param status the HTTP status
 * @param title a short sentence for people
 */
public record ProblemType(String slug, int status, String title) {

    private static final String PREFIX = "urn:problem-type:mentoring:";

    public static final ProblemType MALFORMED = new ProblemType("malformed", 400, "The request cannot be read");
    public static final ProblemType UNAUTHENTICATED =
            new ProblemType("unauthenticated", 401, "A valid access token is needed");
    public static final ProblemType FORBIDDEN = new ProblemType("forbidden", 403, "The caller may not do this");
    public static final ProblemType NOT_FOUND = new ProblemType("not-found", 404, "Resource not found");
    public static final ProblemType METHOD_NOT_ALLOWED =
            new ProblemType("method-not-allowed", 405, "Method not allowed");
    public static final ProblemType NOT_ACCEPTABLE = new ProblemType("not-acceptable", 406, "Not acceptable");
    public static final ProblemType CONFLICT = new ProblemType("conflict", 409, "Conflict with the current state");
    public static final ProblemType MENTOR_SUSPENDED =
            new ProblemType("mentor-suspended", 409, "The mentor is suspended");
    public static final ProblemType REQUEST_IN_FLIGHT =
            new ProblemType("request-in-flight", 409, "The first request with this key has not ended yet");
    public static final ProblemType STALE_VERSION =
            new ProblemType("stale-version", 412, "The resource was changed in the meantime");
    public static final ProblemType TOO_LARGE = new ProblemType("too-large", 413, "The request body is too large");
    public static final ProblemType UNSUPPORTED_MEDIA_TYPE =
            new ProblemType("unsupported-media-type", 415, "Unsupported media type");
    public static final ProblemType INVALID = new ProblemType("invalid", 422, "Invalid request");
    public static final ProblemType KEY_REUSED =
            new ProblemType("idempotency-key-reused", 422, "The key was used for another request");
    public static final ProblemType VERSION_MISSING =
            new ProblemType("version-missing", 428, "An If-Match header is needed");
    public static final ProblemType TOO_MANY_REQUESTS = new ProblemType("too-many-requests", 429, "Too many requests");
    public static final ProblemType INTERNAL = new ProblemType("internal", 500, "Internal server error");
    public static final ProblemType UNAVAILABLE = new ProblemType("unavailable", 503, "Service unavailable");

    /** The {@code type} member of a problem document. */
    public URI uri() {
        return URI.create(PREFIX + slug);
    }

    /** The general type for a status that has no more specific one. */
    public static ProblemType ofStatus(int status) {
        return switch (status) {
            case 400 -> MALFORMED;
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 409 -> CONFLICT;
            case 412 -> STALE_VERSION;
            case 413 -> TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 422 -> INVALID;
            case 428 -> VERSION_MISSING;
            case 429 -> TOO_MANY_REQUESTS;
            case 503 -> UNAVAILABLE;
            default -> status >= 500 ? INTERNAL : new ProblemType("http-" + status, status, "The request was refused");
        };
    }
}
