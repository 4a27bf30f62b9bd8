package org.mentoring.kit.problem;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.mentoring.kit.problem.Problem.FieldError;

/** Creates problems; those of one service have a {@link ProblemType} there. */
public final class Problems {

    private Problems() {}

    /** 400: the request cannot be read, and no retry of the same request will do. */
    public static ProblemException malformed(String field, String message) {
        return of(ProblemType.MALFORMED, field, message);
    }

    /** 404, also for what the caller may not know of. */
    public static ProblemException notFound(String what) {
        return of(ProblemType.NOT_FOUND, "There is no such " + what + ".");
    }

    /** 409: the state of the thing does not allow the operation. */
    public static ProblemException conflict(String detail) {
        return of(ProblemType.CONFLICT, detail);
    }

    /** 403: the caller is known and may not. */
    public static ProblemException forbidden(String detail) {
        return of(ProblemType.FORBIDDEN, detail);
    }

    /** 412: the {@code If-Match} of the request names another version than the current one. */
    public static ProblemException staleVersion() {
        return of(ProblemType.STALE_VERSION, "Read it again, and apply your change to the current version.");
    }

    /** 422: well-formed, but it cannot be done. */
    public static ProblemException invalid(String field, String message) {
        return of(ProblemType.INVALID, field, message);
    }

    /** 422 with everything that is wrong at once. */
    public static ProblemException invalid(List<FieldError> errors) {
        return new ProblemException(ProblemType.INVALID, "Some fields are not acceptable.", errors, Map.of());
    }

    /** 503: trying again after the time given has a chance. */
    public static ProblemException unavailable(String detail, Duration retryAfter) {
        return of(ProblemType.UNAVAILABLE, detail, retryAfter);
    }

    /** A problem of the given type. */
    public static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(type, detail, List.of(), Map.of());
    }

    /** A problem of the given type that may pass: {@code Retry-After} says when to try again. */
    public static ProblemException of(ProblemType type, String detail, Duration retryAfter) {
        return new ProblemException(
                type, detail, List.of(), Map.of("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds()))));
    }

    /** A problem of the given type with one field of the request. */
    public static ProblemException of(ProblemType type, String field, String message) {
        return new ProblemException(type, field + " " + message, List.of(new FieldError(field, message)), Map.of());
    }
}
