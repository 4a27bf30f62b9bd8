package org.mentoring.kit.problem;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.mentoring.kit.problem.Problem.FieldError;

/** The problems that every service has. What has a business meaning has an exception of its own in its service. */
public final class Problems {

    private Problems() {}

    /** 400: the request cannot be read, and no retry of the same request will do. */
    public static ProblemException malformed(String field, String message) {
        return new GeneralProblem(
                ProblemType.MALFORMED, field + " " + message, List.of(new FieldError(field, message)));
    }

    /** 404, also for what the caller may not know of. */
    public static ProblemException notFound(String what) {
        return new GeneralProblem(ProblemType.NOT_FOUND, "There is no such " + what + ".");
    }

    /** 409: the state of the thing does not allow the operation. */
    public static ProblemException conflict(String detail) {
        return new GeneralProblem(ProblemType.CONFLICT, detail);
    }

    /** 403: the caller is known and may not. */
    public static ProblemException forbidden(String detail) {
        return new GeneralProblem(ProblemType.FORBIDDEN, detail);
    }

    /** 412: the {@code If-Match} of the request names another version than the current one. */
    public static ProblemException staleVersion() {
        return new GeneralProblem(
                ProblemType.STALE_VERSION, "Read it again, and apply your change to the current version.");
    }

    /** 422: well-formed, but it cannot be done. */
    public static ProblemException invalid(String field, String message) {
        return new GeneralProblem(ProblemType.INVALID, field + " " + message, List.of(new FieldError(field, message)));
    }

    /** 422 with everything that is wrong at once. */
    public static ProblemException invalid(List<FieldError> errors) {
        return new GeneralProblem(ProblemType.INVALID, "Some fields are not acceptable.", errors);
    }

    /** 503: trying again after the time given has a chance. */
    public static ProblemException unavailable(String detail, Duration retryAfter) {
        return new GeneralProblem(
                ProblemType.UNAVAILABLE,
                detail,
                List.of(),
                Map.of("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds()))));
    }

    /** A problem of the given type. */
    public static ProblemException of(ProblemType type, String detail) {
        return new GeneralProblem(type, detail);
    }

    private static final class GeneralProblem extends ProblemException {

        private final ProblemType type;
        private final transient List<FieldError> errors;
        private final transient Map<String, String> headers;

        GeneralProblem(ProblemType type, String detail) {
            this(type, detail, List.of());
        }

        GeneralProblem(ProblemType type, String detail, List<FieldError> errors) {
            this(type, detail, errors, Map.of());
        }

        GeneralProblem(ProblemType type, String detail, List<FieldError> errors, Map<String, String> headers) {
            super(detail);
            this.type = type;
            this.errors = errors;
            this.headers = headers;
        }

        @Override
        public ProblemType type() {
            return type;
        }

        @Override
        public List<FieldError> errors() {
            return errors;
        }

        @Override
        public Map<String, String> headers() {
            return headers;
        }
    }
}
