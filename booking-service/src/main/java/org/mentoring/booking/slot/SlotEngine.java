package org.mentoring.booking.slot;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Computes free slots. It knows neither the time nor a zone nor anything else that is not handed to it: the same arguments
 * give the same slots, for showing them and for booking one.
 *
 * <p>A slot fits wholly into a window. Its start lies on a grid of elapsed time that is anchored at the start of the
 * merged window, and anew at each start of a day of the schedule's zone within it. Blocked windows and busy times remove
 * slots and never shift the grid; buffers count against busy times alone.
 */
public final class SlotEngine {

    private SlotEngine() {}

    /**
     * The starts of the slots, ascending.
     *
     * @param busy in any order; may overlap
     * @throws UnusableRuleException if a rule of the schedule cannot be expanded
     */
    public static List<Instant> starts(Schedule schedule, List<TimeRange> busy, SlotQuery query) {
        var earliest = query.earliestStart();
        var starts = new ArrayList<Instant>();
        if (!earliest.isBefore(query.to())) {
            return starts;
        }
        var zone = schedule.timeZone();
        // The grid of a day is anchored within it, so nothing before the first day matters.
        var firstDay = LocalDate.ofInstant(earliest, zone);
        var reach = query.to().plus(query.duration());
        var blocked = new Obstacles(schedule.blocked(), Duration.ZERO, Duration.ZERO);
        var taken = new Obstacles(busy, query.bufferBefore(), query.bufferAfter());
        for (var window : FreeTime.between(schedule, startOfDay(firstDay, zone), reach)) {
            addStarts(window, zone, firstDay, earliest, query, (start, end) -> {
                if (!blocked.obstruct(start, end) && !taken.obstruct(start, end)) {
                    starts.add(start);
                }
            });
        }
        return starts;
    }

    /** Whether a slot starts then. What the query says of {@code from} and {@code to} holds for it as well. */
    public static boolean offers(Schedule schedule, List<TimeRange> busy, SlotQuery query, Instant start) {
        if (start.isBefore(query.from()) || !start.isBefore(query.to())) {
            return false;
        }
        var narrowed = new SlotQuery(
                start,
                start.plusNanos(1),
                query.now(),
                query.duration(),
                query.interval(),
                query.minimumNotice(),
                query.bufferBefore(),
                query.bufferAfter());
        return !starts(schedule, busy, narrowed).isEmpty();
    }

    /**
     * What tells whether the schedule makes a time available from its start to its end; grid, notice and busy times do not
     * count.
     *
     * @param reach within which lie the times that are asked for
     */
    public static Predicate<TimeRange> availability(Schedule schedule, TimeRange reach) {
        var windows = FreeTime.between(schedule, reach.start(), reach.end());
        var blocked = FreeTime.merge(schedule.blocked());
        return time -> windows.stream()
                        .anyMatch(window -> !window.start().isAfter(time.start())
                                && !window.end().isBefore(time.end()))
                && blocked.stream()
                        .noneMatch(block -> block.start().isBefore(time.end())
                                && time.start().isBefore(block.end()));
    }

    private interface SlotSink {
        void accept(Instant start, Instant end);
    }

    private static void addStarts(
            TimeRange window, ZoneId zone, LocalDate firstDay, Instant earliest, SlotQuery query, SlotSink slots) {
        var latestStart = window.end().minus(query.duration());
        var windowDay = LocalDate.ofInstant(window.start(), zone);
        var day = windowDay.isBefore(firstDay) ? firstDay : windowDay;
        var anchor = windowDay.isBefore(firstDay) ? startOfDay(firstDay, zone) : window.start();
        while (anchor.isBefore(query.to()) && !anchor.isAfter(latestStart)) {
            day = day.plusDays(1);
            var nextAnchor = startOfDay(day, zone);
            for (var start = firstOnGrid(anchor, query.interval(), earliest);
                    start.isBefore(nextAnchor) && start.isBefore(query.to()) && !start.isAfter(latestStart);
                    start = start.plus(query.interval())) {
                slots.accept(start, start.plus(query.duration()));
            }
            anchor = nextAnchor;
        }
    }

    private static Instant firstOnGrid(Instant anchor, Duration interval, Instant earliest) {
        if (!anchor.isBefore(earliest)) {
            return anchor;
        }
        var missing = Duration.between(anchor, earliest);
        var steps = missing.dividedBy(interval);
        var start = anchor.plus(interval.multipliedBy(steps));
        return start.isBefore(earliest) ? start.plus(interval) : start;
    }

    /** Where clocks skip midnight the day starts with its first moment; where midnight comes twice, with the earlier. */
    private static Instant startOfDay(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
