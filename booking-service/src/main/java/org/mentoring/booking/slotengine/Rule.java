package org.mentoring.booking.slotengine;

import java.time.Duration;
import java.time.LocalDateTime;

/**
 * A window on the wall clock of the schedule's zone, and how it recurs.
 *
 * @param start of the first window
 * @param end of the first window
 * @param recurrence null when there is only the first window
 */
public record Rule(LocalDateTime start, LocalDateTime end, Recurrence recurrence) {

    private static final Duration LONGEST_WINDOW = Duration.ofDays(7);

    /** @throws IllegalArgumentException unless the end is after the start */
    public Rule {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("end must be after start");
        }
    }

    /**
     * To be called when somebody enters a rule: refuses what the engine could expand only at high cost, or not at all.
     *
     * @throws UnusableRuleException with a message for the person who wrote the rule
     */
    public void check() {
        if (Duration.between(start, end).compareTo(LONGEST_WINDOW) > 0) {
            throw new UnusableRuleException("must have windows of at most " + LONGEST_WINDOW.toDays() + " days");
        }
        RuleDays.check(this);
    }
}
