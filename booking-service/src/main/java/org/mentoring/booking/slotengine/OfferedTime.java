package org.mentoring.booking.slotengine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How much time a schedule offers. */
public final class OfferedTime {

    private OfferedTime() {}

    /**
     * How long somebody could be booked within a range, booked or not: the windows of the schedule without what is blocked or
     * busy, and all that was booked, also where the schedule says otherwise by now.
     *
     * @param busy by calendars elsewhere; what was booked may be among it
     */
    public static Duration offered(Schedule schedule, List<TimeRange> busy, List<TimeRange> booked, TimeRange reach) {
        var taken = new ArrayList<>(busy);
        taken.addAll(FreeTime.blocked(schedule, reach.start(), reach.end(), Budget.forReading()));
        var offered = new ArrayList<>(without(
                FreeTime.between(schedule, reach.start(), reach.end(), Budget.forReading()), FreeTime.merge(taken)));
        offered.addAll(booked);
        return total(offered, reach);
    }

    /** How long the ranges last within another one; what overlaps counts once. */
    public static Duration total(List<TimeRange> ranges, TimeRange reach) {
        var total = Duration.ZERO;
        for (var range : FreeTime.merge(ranges)) {
            var start = range.start().isBefore(reach.start()) ? reach.start() : range.start();
            var end = range.end().isAfter(reach.end()) ? reach.end() : range.end();
            if (start.isBefore(end)) {
                total = total.plus(Duration.between(start, end));
            }
        }
        return total;
    }

    /** What is left of windows; both are merged. */
    static List<TimeRange> without(List<TimeRange> windows, List<TimeRange> obstacles) {
        var left = new ArrayList<TimeRange>();
        for (var window : windows) {
            var start = window.start();
            for (var obstacle : obstacles) {
                if (obstacle.end().isAfter(start) && obstacle.start().isBefore(window.end())) {
                    if (start.isBefore(obstacle.start())) {
                        left.add(new TimeRange(start, obstacle.start()));
                    }
                    start = obstacle.end();
                }
            }
            if (start.isBefore(window.end())) {
                left.add(new TimeRange(start, window.end()));
            }
        }
        return left;
    }
}
