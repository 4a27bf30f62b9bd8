package org.mentoring.booking.availability;

import java.time.OffsetDateTime;
import java.time.ZoneId;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import org.mentoring.booking.schedule.RecurrenceRule;
import org.mentoring.booking.schedule.Times;
import org.mentoring.booking.slot.Rule;
import org.mentoring.booking.slot.UnusableRuleException;
import org.mentoring.kit.problem.Problems;

/**
 * A rule as a mentor writes it.
 *
 * @param startTime start of the first window; what counts is its hour on the clock of the mentor's zone
 * @param endTime end of the first window
 * @param recurrence null for once
 */
record RuleChange(
        @NotNull OffsetDateTime startTime,
        @NotNull OffsetDateTime endTime,
        @Valid RecurrenceRule recurrence) {

    /** The same with its zone spelled out; refuses (422) what the slot engine could not work with. */
    RuleChange checked(String zone) {
        Times.plausible("start_time", startTime);
        Times.plausible("end_time", endTime);
        if (!startTime.isBefore(endTime)) {
            throw Problems.invalid("end_time", "must be after start_time");
        }
        if (recurrence != null
                && recurrence.timeZone() != null
                && !recurrence.timeZone().equals(zone)) {
            throw Problems.invalid("recurrence.time_zone", "must be the zone of your settings, " + zone);
        }
        var stored = recurrence == null ? null : recurrence.in(zone);
        try {
            var id = ZoneId.of(zone);
            new Rule(
                            startTime.atZoneSameInstant(id).toLocalDateTime(),
                            endTime.atZoneSameInstant(id).toLocalDateTime(),
                            stored == null ? null : stored.toRecurrence())
                    .check();
        } catch (UnusableRuleException | IllegalArgumentException e) {
            throw Problems.invalid(recurrence == null ? "end_time" : "recurrence", e.getMessage());
        }
        return new RuleChange(startTime, endTime, stored);
    }
}
