package org.mentoring.booking.availability;

import java.time.Duration;
import java.time.OffsetDateTime;

import jakarta.validation.constraints.NotNull;

import org.mentoring.booking.schedule.Times;
import org.mentoring.kit.problem.Problems;

/**
 * A dated window as a mentor writes it.
 *
 * @param status null means available
 */
record WindowChange(
        @NotNull OffsetDateTime startTime, @NotNull OffsetDateTime endTime, Window.Status status) {

    private static final Duration LONGEST_AVAILABLE = Duration.ofDays(31);
    private static final Duration LONGEST_BLOCKED = Duration.ofDays(366);

    /** The same with nothing left open; refuses (422) a window that cannot be meant. */
    WindowChange checked() {
        Times.plausible("start_time", startTime);
        Times.plausible("end_time", endTime);
        if (!startTime.isBefore(endTime)) {
            throw Problems.invalid("end_time", "must be after start_time");
        }
        var meant = status == null ? Window.Status.AVAILABLE : status;
        var longest = meant == Window.Status.AVAILABLE ? LONGEST_AVAILABLE : LONGEST_BLOCKED;
        if (Duration.between(startTime, endTime).compareTo(longest) > 0) {
            throw Problems.invalid("end_time", "must be at most " + longest.toDays() + " days after start_time");
        }
        return new WindowChange(startTime, endTime, meant);
    }
}
