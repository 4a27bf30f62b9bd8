package org.mentoring.booking.availability;

import java.time.LocalDateTime;
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

    /**
     * As it is stored: with its zone spelled out, and with the local times of the first window, which are what counts.
     */
    record Checked(
            OffsetDateTime startTime,
            OffsetDateTime endTime,
            RecurrenceRule recurrence,
            LocalDateTime localStart,
            LocalDateTime localEnd) {}

    /** The same, unless the slot engine could not work with it (422). */
    Checked checked(String zone) {
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
            var localStart = startTime.atZoneSameInstant(id).toLocalDateTime();
            var localEnd = endTime.atZoneSameInstant(id).toLocalDateTime();
            new Rule(localStart, localEnd, stored == null ? null : stored.toRecurrence()).check();
            return new Checked(startTime, endTime, stored, localStart, localEnd);
        } catch (UnusableRuleException | IllegalArgumentException e) {
            throw Problems.invalid(recurrence == null ? "end_time" : "recurrence", e.getMessage());
        }
    }
}
