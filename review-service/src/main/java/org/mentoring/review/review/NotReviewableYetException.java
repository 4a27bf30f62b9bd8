package org.mentoring.review.review;

import java.util.Map;

import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.ProblemType;

/** The session is not known as completed: it has not taken place, or the session event has not been consumed yet. */
class NotReviewableYetException extends ProblemException {

    private static final ProblemType TYPE =
            new ProblemType("review-not-yet", 409, "The session is not known as completed yet");
    private static final String SECONDS = "10";

    NotReviewableYetException() {
        super("A session can be reviewed once it is completed; that it is may take a moment to arrive here.");
    }

    @Override
    public ProblemType type() {
        return TYPE;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("Retry-After", SECONDS);
    }
}
