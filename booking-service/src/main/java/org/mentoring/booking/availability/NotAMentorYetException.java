package org.mentoring.booking.availability;

import java.util.Map;

import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.ProblemType;

/** The caller may well be a mentor, but the mentor event has not been consumed yet. */
class NotAMentorYetException extends ProblemException {

    private static final ProblemType TYPE = new ProblemType("mentor-not-yet", 409, "The mentor is not known here yet");
    private static final String SECONDS = "5";

    NotAMentorYetException() {
        super("A schedule begins with an application as a mentor; that there is one may take a moment to arrive here.");
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
