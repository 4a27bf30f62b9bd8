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
 * What is unusual about a time to which a mentor, or an admin, moves a session. The terms of a schedule hold for mentees; whoever hosts
 * may go beyond them and is told so.
 */
@ApplicationScoped
class UnusualTimes {

    static final String OVER_LIMIT = "over-limit";

    private static final String OUTSIDE_HOURS = "outside-hours";
    private static final String INSIDE_NOTICE = "inside-notice";
    private static final String BEYOND_WINDOW = "beyond-window";
    private static final String BUSY_ELSEWHERE = "busy-elsewhere";

    private final Schedules schedules;
    private final Clock clock;

    UnusualTimes(Schedules schedules, Clock clock) {
        this.schedules = schedules;
        this.clock = clock;
    }

    /** The warnings for a session that begins then; whether the day or the week is full is for the database to say. */
    Uni<List<String>> warnings(OfferedSchedule schedule, SessionType agreed, Instant start) {
        var now = clock.instant();
        return schedules.isWithinHours(schedule, agreed, start).map(isWithinHours -> {
            var warnings = new ArrayList<String>();
            if (!isWithinHours) {
                warnings.add(OUTSIDE_HOURS);
            }
            if (start.isBefore(now.plus(schedule.minimumNotice()))) {
                warnings.add(INSIDE_NOTICE);
            }
            if (!start.isBefore(now.plus(schedule.bookingWindow()))) {
                warnings.add(BEYOND_WINDOW);
            }
            if (schedule.isBusyElsewhere(agreed, start)) {
                warnings.add(BUSY_ELSEWHERE);
            }
            return List.copyOf(warnings);
        });
    }
}
