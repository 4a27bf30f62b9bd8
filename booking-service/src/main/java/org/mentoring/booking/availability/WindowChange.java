package org.mentoring.booking.availability;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

import jakarta.validation.constraints.NotNull;

import org.mentoring.booking.time.InstantOrDate;
import org.mentoring.booking.time.Times;
import org.mentoring.kit.problem.Problems;

/**
 * A dated window as a mentor writes it.
 *
 * @param startTime a date means its start in the zone of the schedule
 * @param endTime a date means that the window ends when that day begins
 * @param status null means available
 */
record WindowChange(
        @NotNull InstantOrDate startTime, @NotNull InstantOrDate endTime, WindowStatus status) {

    private static final int MOST_DAYS_AVAILABLE = 31;
    private static final int MOST_DAYS_BLOCKED = 366;

    /** As it is stored. */
    record Checked(OffsetDateTime startTime, OffsetDateTime endTime, WindowStatus status) {}

    /**
     * The same with nothing left open; refuses (422) a window that cannot be meant.
     *
     * @param zone of the schedule, whose days are meant
     */
    Checked checked(ZoneId zone) {
        var start = startTime.plausible("start_time").in(zone);
        var end = endTime.plausible("end_time").in(zone);
        if (!start.isBefore(end)) {
            throw Problems.invalid("end_time", "must be after start_time");
        }
        var meant = status == null ? WindowStatus.AVAILABLE : status;
        var most = meant == WindowStatus.AVAILABLE ? MOST_DAYS_AVAILABLE : MOST_DAYS_BLOCKED;
        if (Times.isLonger(start, end, most, zone)) {
            throw Problems.invalid("end_time", "must be at most " + most + " days after start_time");
        }
        return new Checked(start.atOffset(ZoneOffset.UTC), end.atOffset(ZoneOffset.UTC), meant);
    }
}
