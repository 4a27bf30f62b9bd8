package org.mentoring.kit.problem;

import java.util.List;
import java.util.Map;

import org.mentoring.kit.problem.Problem.FieldError;

/** A failure that is answered with a problem document. The message becomes its {@code detail}, so callers must be allowed to see it. */
public final class ProblemException extends RuntimeException {

    private final transient ProblemType type;
    private final transient List<FieldError> errors;
    private final transient Map<String, String> headers;

    /** @see Problems */
    ProblemException(ProblemType type, String detail, List<FieldError> errors, Map<String, String> headers) {
        super(detail);
        this.type = type;
        this.errors = errors;
        this.headers = headers;
    }

    public ProblemType type() {
        return type;
    }

    /** What is wrong with which field of the request; empty when the request as a whole is the problem. */
    public List<FieldError> errors() {
        return errors;
    }

    /** Further headers of the answer, such as {@code Retry-After}. */
    public Map<String, String> headers() {
        return headers;
    }
}
