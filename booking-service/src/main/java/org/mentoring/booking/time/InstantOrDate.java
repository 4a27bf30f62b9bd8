package org.mentoring.booking.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.Problems;

/**
 * A time as requests write it: RFC 3339, or a date, which means its start in a zone that is known only later. So a period that ends
 * with a date ends before that day.
 */
@Schema(
        type = SchemaType.STRING,
        pattern = "\\d{4}-\\d{2}-\\d{2}([Tt]\\S+)?",
        examples = {"2027-03-01T09:00:00Z", "2027-03-01"})
public sealed interface InstantOrDate {

    record Time(OffsetDateTime time) implements InstantOrDate {

        @Override
        public Instant in(ZoneId zone) {
            return time.toInstant();
        }

        @Override
        public LocalDateTime local(ZoneId zone) {
            return time.atZoneSameInstant(zone).toLocalDateTime();
        }

        @Override
        public Time plausible(String field) {
            return new Time(Times.plausible(field, time));
        }
    }

    record Day(LocalDate date) implements InstantOrDate {

        @Override
        public Instant in(ZoneId zone) {
            return date.atStartOfDay(zone).toInstant();
        }

        @Override
        public LocalDateTime local(ZoneId zone) {
            return date.atStartOfDay();
        }

        @Override
        public Day plausible(String field) {
            Times.requirePlausible(field, date.getYear());
            return this;
        }
    }

    Instant in(ZoneId zone);

    /** What a clock in the zone shows then; of a day midnight, also where clocks leave it out. */
    LocalDateTime local(ZoneId zone);

    /** @throws DateTimeException for a text that is neither a time with offset nor a date */
    @JsonCreator
    static InstantOrDate of(String text) {
        return text.length() == "2027-03-01".length()
                ? new Day(LocalDate.parse(text))
                : new Time(OffsetDateTime.parse(text));
    }

    /**
     * Reads a parameter of a request.
     *
     * @param text null for null
     * @throws ProblemException 400 for what is neither, 422 for a time that is too far away
     */
    static InstantOrDate parse(String field, String text) {
        if (text == null) {
            return null;
        }
        try {
            var time = of(text);
            time.plausible(field);
            return time;
        } catch (DateTimeException e) {
            throw Problems.malformed(field, "must be a time with offset (RFC 3339) or a date");
        }
    }

    /**
     * The same time, to the second.
     *
     * @throws ProblemException 422 for one that is too far away
     */
    InstantOrDate plausible(String field);
}
