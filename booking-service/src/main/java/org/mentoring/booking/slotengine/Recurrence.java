package org.mentoring.booking.slotengine;

import java.time.LocalDate;
import java.util.Set;

/**
 * On which days a rule occurs. Only days recur: the hours are the rule's own.
 *
 * @param rrule RFC 5545, section 3.3.10; null when the rule occurs on its first day and on {@code rdates}
 * @param exdates days on which it does not occur, whatever else says so
 * @param rdates days on which it occurs besides
 */
public record Recurrence(String rrule, Set<LocalDate> exdates, Set<LocalDate> rdates) {

    public Recurrence {
        exdates = Set.copyOf(exdates);
        rdates = Set.copyOf(rdates);
    }
}
