package org.mentoring.booking.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.Problems;

/** A time, or a day that means its start in a zone that is known only later. */
public sealed interface TimeOrDay {

    record Time(Instant instant) implements TimeOrDay {

        @Override
        public Instant in(ZoneId zone) {
            return instant;
        }
    }

    record Day(LocalDate date) implements TimeOrDay {

        @Override
        public Instant in(ZoneId zone) {
            return date.atStartOfDay(zone).toInstant();
        }
    }

    Instant in(ZoneId zone);

    /**
     * Reads a parameter of a request.
     *
     * @param text RFC 3339 or a date; null for null
     * @throws ProblemException 400 for what is neither, 422 for a time that is too far away
     */
    static TimeOrDay parse(String field, String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.indexOf('T') < 0
                    ? new Day(Times.plausible(field, LocalDate.parse(text)))
                    : new Time(
                            Times.plausible(field, OffsetDateTime.parse(text)).toInstant());
        } catch (DateTimeException e) {
            throw Problems.malformed(field, "must be a time with offset (RFC 3339) or a date");
        }
    }
}
