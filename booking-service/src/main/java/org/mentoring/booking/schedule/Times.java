package org.mentoring.booking.schedule;

import java.time.OffsetDateTime;

import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.Problems;

/** Times as requests carry them. */
public final class Times {

    private static final int EARLIEST_YEAR = 2000;
    private static final int LATEST_YEAR = 9000;

    private Times() {}

    /**
     * The same time.
     *
     * @throws ProblemException 422 for one so far away that nothing can be meant by it, and databases and clocks give up
     */
    public static OffsetDateTime plausible(String field, OffsetDateTime time) {
        requirePlausible(field, time.getYear());
        return time;
    }

    static void requirePlausible(String field, int year) {
        if (year < EARLIEST_YEAR || year > LATEST_YEAR) {
            throw Problems.invalid(field, "must lie between the years " + EARLIEST_YEAR + " and " + LATEST_YEAR);
        }
    }
}
