package org.mentoring.booking.time;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.Problems;

/** Times as requests carry them. */
public final class Times {

    private static final int EARLIEST_YEAR = 2000;
    private static final int LATEST_YEAR = 9000;

    private Times() {}

    /**
     * The same time to the second, since that is how answers, events and calendars show it.
     *
     * @throws ProblemException 422 for one so far away that nothing can be meant by it, and databases and clocks give up
     */
    public static OffsetDateTime plausible(String field, OffsetDateTime time) {
        requirePlausible(field, time.getYear());
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether a period is longer than so many days, as a clock in the zone counts them or of 24 hours each. */
    public static boolean isLonger(Instant from, Instant to, int days, ZoneId zone) {
        return Duration.between(from, to).compareTo(Duration.ofDays(days)) > 0
                && to.isAfter(from.atZone(zone).plusDays(days).toInstant());
    }

    static void requirePlausible(String field, int year) {
        if (year < EARLIEST_YEAR || year > LATEST_YEAR) {
            throw Problems.invalid(field, "must lie between the years " + EARLIEST_YEAR + " and " + LATEST_YEAR);
        }
    }
}
