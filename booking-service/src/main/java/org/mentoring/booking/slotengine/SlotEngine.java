package org.mentoring.booking.slotengine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Computes free slots. A pure function of its arguments, without a clock or a zone of its own: the same arguments give the same
 * slots, for showing them and for booking one.
 *
 * <p>A slot fits wholly into a window. Its start lies on a grid of elapsed time that is anchored at the start of the
 * merged window, and again at each start of a day of the schedule's zone within it. Blocked windows and busy times remove
 * slots and never shift the grid; buffers count against busy times alone.
 */
public final class SlotEngine {

    private SlotEngine() {}

    /**
     * The starts of the slots, ascending, by a schedule that is asked once.
     *
     * @param busy in any order; may overlap
     * @throws UnusableRuleException if a rule of the schedule cannot be expanded
     */
    public static List<Instant> starts(Schedule schedule, List<TimeRange> busy, SlotQuery query) {
        if (!query.earliestStart().isBefore(query.to())) {
            return List.of();
        }
        var expansion =
                Expansion.of(schedule, query.earliestStart(), query.to().plus(query.duration()), Budget.unlimited());
        return starts(expansion, busy, query, start -> true, Integer.MAX_VALUE);
    }

    /**
     * The starts of the slots, ascending.
     *
     * @param expansion covers the time from the earliest start to the end of the last slot
     * @param busy in any order; may overlap
     * @param isWanted which of them count
     * @param most how many are looked for
     */
    public static List<Instant> starts(
            Expansion expansion, List<TimeRange> busy, SlotQuery query, Predicate<Instant> isWanted, int most) {
        var earliest = query.earliestStart();
        var starts = new ArrayList<Instant>();
        if (!earliest.isBefore(query.to())) {
            return starts;
        }
        // The grid of a day is anchored within it, so nothing before the first day matters.
        var days = new Days(expansion.timeZone(), earliest);
        var firstDay = days.start();
        var reach = query.to().plus(query.duration());
        var blocked = new OccupiedRanges(expansion.blocked(earliest, reach), Duration.ZERO, Duration.ZERO);
        var taken = new OccupiedRanges(busy, query.bufferBefore(), query.bufferAfter());
        for (var window : expansion.free().reachingInto(firstDay, query.to())) {
            var anchor = window.start().isBefore(firstDay) ? firstDay : window.start();
            var latestStart = window.end().minus(query.duration());
            days.moveTo(anchor);
            while (anchor.isBefore(query.to()) && !anchor.isAfter(latestStart)) {
                for (var start = firstOnGrid(anchor, query.interval(), earliest);
                        start.isBefore(days.end()) && start.isBefore(query.to()) && !start.isAfter(latestStart);
                        start = start.plus(query.interval())) {
                    var end = start.plus(query.duration());
                    if (!blocked.obstruct(start, end) && !taken.obstruct(start, end) && isWanted.test(start)) {
                        if (starts.size() == most) {
                            return starts;
                        }
                        starts.add(start);
                    }
                }
                anchor = days.end();
                days.moveTo(anchor);
            }
        }
        return starts;
    }

    /** Whether a slot starts then. What the query says of {@code from} and {@code to} holds for it as well. */
    public static boolean offers(Expansion expansion, List<TimeRange> busy, SlotQuery query, Instant start) {
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
        return !starts(expansion, busy, narrowed, found -> true, 1).isEmpty();
    }

    /**
     * The day in which the engine is, of those that follow one another. Windows come in their order, so that the zone is asked
     * once a day and not once a window.
     */
    private static final class Days {

        private final ZoneId zone;
        private Instant start;
        private Instant end;

        Days(ZoneId zone, Instant first) {
            this.zone = zone;
            enter(first);
        }

        void moveTo(Instant time) {
            if (time.isBefore(start) || !time.isBefore(end)) {
                enter(time);
            }
        }

        Instant start() {
            return start;
        }

        Instant end() {
            return end;
        }

        /** Where clocks skip midnight the day starts with its first moment; where midnight comes twice, with the earlier. */
        private void enter(Instant time) {
            var day = LocalDate.ofInstant(time, zone);
            start = day.atStartOfDay(zone).toInstant();
            end = day.plusDays(1).atStartOfDay(zone).toInstant();
            if (!end.isAfter(time)) {
                // Before midnight by the clock, but for the second time.
                start = end;
                end = day.plusDays(2).atStartOfDay(zone).toInstant();
            }
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
}
