package org.mentoring.booking.availability;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import org.mentoring.booking.schedule.RecurrenceRule;
import org.mentoring.booking.slotengine.Rule;
import org.mentoring.booking.slotengine.UnusableRuleException;
import org.mentoring.booking.slotengine.WallClock;
import org.mentoring.booking.time.InstantOrDate;
import org.mentoring.kit.problem.Problems;

/**
 * A rule as a mentor writes it.
 *
 * @param startTime start of the first window; its local time in the mentor's zone counts, midnight for a date
 * @param endTime end of the first window; a date means that it ends when that day begins
 * @param recurrence null for once
 */
record RuleChange(
        @NotNull InstantOrDate startTime,
        @NotNull InstantOrDate endTime,
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
        var id = ZoneId.of(zone);
        var from = startTime.plausible("start_time");
        var to = endTime.plausible("end_time");
        var localStart = from.local(id);
        var localEnd = to.local(id);
        var start = from instanceof InstantOrDate.Day ? WallClock.start(localStart, id) : from.in(id);
        var end = to instanceof InstantOrDate.Day ? WallClock.end(localEnd, id) : to.in(id);
        if (!start.isBefore(end)) {
            throw Problems.invalid("end_time", "must be after start_time");
        }
        if (recurrence != null
                && recurrence.timeZone() != null
                && !recurrence.timeZone().equals(zone)) {
            throw Problems.invalid("recurrence.time_zone", "must be the zone of your settings, " + zone);
        }
        var stored = recurrence == null ? null : recurrence.in(zone);
        try {
            new Rule(localStart, localEnd, stored == null ? null : stored.toRecurrence()).check();
            return new Checked(
                    start.atOffset(ZoneOffset.UTC), end.atOffset(ZoneOffset.UTC), stored, localStart, localEnd);
        } catch (UnusableRuleException | IllegalArgumentException e) {
            throw Problems.invalid(recurrence == null ? "end_time" : "recurrence", e.getMessage());
        }
    }
}
