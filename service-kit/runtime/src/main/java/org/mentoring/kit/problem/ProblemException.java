package org.mentoring.kit.problem;

import java.util.List;
import java.util.Map;

import org.mentoring.kit.problem.Problem.FieldError;

/**
 * What a domain exception extends when the problem document is to tell more than its type: the message becomes the
 * {@code detail}, so it must be fit for the caller's eyes.
 */
public abstract class ProblemException extends RuntimeException {

    protected ProblemException(String message) {
        super(message);
    }

    protected ProblemException(String message, Throwable cause) {
        super(message, cause);
    }

    public abstract ProblemType type();

    /** What is wrong with which field of the request; empty when the request as a whole is the problem. */
    public List<FieldError> errors() {
        return List.of();
    }

    /** Further headers of the answer, such as {@code Retry-After}. */
    public Map<String, String> headers() {
        return Map.of();
    }
}
