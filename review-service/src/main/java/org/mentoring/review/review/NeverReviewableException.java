package org.mentoring.review.review;

import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.ProblemType;

/** The session did not take place, so that no waiting will help. */
class NeverReviewableException extends ProblemException {

    private static final ProblemType TYPE = new ProblemType("review-never", 409, "The session did not take place");

    /** @param outcome cancelled or no-show */
    NeverReviewableException(String outcome) {
        super(
                outcome.equals("cancelled")
                        ? "The session was cancelled; only sessions that took place can be reviewed."
                        : "Somebody did not come to the session; only sessions that took place can be reviewed.");
    }

    @Override
    public ProblemType type() {
        return TYPE;
    }
}
