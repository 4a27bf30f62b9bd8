package org.mentoring.booking.booking;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.mentoring.booking.schedule.OfferedSchedule;
import org.mentoring.booking.schedule.Schedules;
import org.mentoring.booking.schedule.SessionType;

/**
 * What is unusual about a time to which a mentor, or an admin, moves a booking or proposes to. The terms of a schedule hold for mentees; whoever hosts
 * may go beyond them and gets a warning.
 */
@ApplicationScoped
class UnusualTimes {

    private final Schedules schedules;
    private final Clock clock;

    UnusualTimes(Schedules schedules, Clock clock) {
        this.schedules = schedules;
        this.clock = clock;
    }

    /** The warnings for a session that begins then; whether the day or the week is full is for the database to say. */
    Uni<List<TimeWarning>> warnings(OfferedSchedule schedule, SessionType agreed, Instant start) {
        var now = clock.instant();
        return schedules.isWithinHours(schedule, agreed, start).map(isWithinHours -> {
            var warnings = new ArrayList<TimeWarning>();
            if (!isWithinHours) {
                warnings.add(TimeWarning.OUTSIDE_HOURS);
            }
            if (start.isBefore(now.plus(schedule.minimumNotice()))) {
                warnings.add(TimeWarning.INSIDE_NOTICE);
            }
            if (!start.isBefore(now.plus(schedule.bookingWindow()))) {
                warnings.add(TimeWarning.BEYOND_WINDOW);
            }
            if (schedule.isBusyElsewhere(agreed, start)) {
                warnings.add(TimeWarning.BUSY_ELSEWHERE);
            }
            return List.copyOf(warnings);
        });
    }
}
