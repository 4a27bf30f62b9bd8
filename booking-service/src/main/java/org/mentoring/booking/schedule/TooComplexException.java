package org.mentoring.booking.schedule;

import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.ProblemType;

/** A schedule that takes too much work to expand, whether somebody wants to save it or to know its slots. */
public class TooComplexException extends ProblemException {

    private static final ProblemType TYPE = new ProblemType("schedule-too-complex", 422, "The schedule is too complex");

    TooComplexException() {
        super(
                "Rules that together occur so often, name so many dates, or reach so far back with a COUNT cannot be kept."
                        + " Fewer rules, an UNTIL in place of a COUNT, or a later first day make the schedule simpler.");
    }

    @Override
    public ProblemType type() {
        return TYPE;
    }
}
