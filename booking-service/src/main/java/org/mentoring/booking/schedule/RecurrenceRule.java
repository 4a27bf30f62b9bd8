package org.mentoring.booking.schedule;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.mentoring.booking.slotengine.Recurrence;
import org.mentoring.kit.validation.TimeZoneId;

/**
 * How a rule recurs.
 *
 * @param timeZone the zone in which it recurs, which must be that of the mentor's settings; null for that zone
 * @param rrule RFC 5545, section 3.3.10
 * @param exdates dates in the zone on which it does not occur; null for none
 * @param rdates dates in the zone on which it occurs besides; null for none
 */
public record RecurrenceRule(
        @TimeZoneId String timeZone,
        @NotNull @Size(max = 500) String rrule,
        @Size(max = 1000) List<@NotNull LocalDate> exdates,
        @Size(max = 1000) List<@NotNull LocalDate> rdates) {

    public RecurrenceRule {
        exdates = exdates == null ? List.of() : exdates;
        rdates = rdates == null ? List.of() : rdates;
    }

    public RecurrenceRule in(String zone) {
        return new RecurrenceRule(zone, rrule, exdates, rdates);
    }

    public Recurrence toRecurrence() {
        return new Recurrence(rrule, Set.copyOf(exdates), Set.copyOf(rdates));
    }
}
