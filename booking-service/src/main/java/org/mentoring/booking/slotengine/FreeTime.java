package org.mentoring.booking.slotengine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The time that rules, windows and overrides make available, merged, and what they block. */
final class FreeTime {

    private FreeTime() {}

    /**
     * The merged windows that reach into {@code [from, to)}, ascending. What lies wholly outside may be left out, so a
     * window may show as shorter beyond the range than it is.
     *
     * @throws ScheduleTooComplexException if it costs more than the budget
     */
    static List<TimeRange> between(Schedule schedule, Instant from, Instant to, Budget budget) {
        var windows = new ArrayList<TimeRange>();
        var replaced = ReplacedDays.of(schedule);
        for (var rule : schedule.rules()) {
            addWindows(rule, replaced, schedule.timeZone(), from, to, budget, windows);
        }
        for (var window : schedule.available()) {
            addIfWithin(window, from, to, windows);
        }
        for (var override : schedule.overrides()) {
            if (override.kind() != DateOverride.Kind.OFF) {
                override.windows(
                        from, to, schedule.timeZone(), budget, window -> addIfWithin(window, from, to, windows));
            }
        }
        return merge(windows);
    }

    /** What is blocked in {@code [from, to)}; the result may contain more. */
    static List<TimeRange> blocked(Schedule schedule, Instant from, Instant to, Budget budget) {
        var blocked = new ArrayList<>(schedule.blocked());
        for (var override : schedule.overrides()) {
            if (override.isWholeDaysOff()) {
                override.time(schedule.timeZone()).ifPresent(blocked::add);
            } else if (override.kind() == DateOverride.Kind.OFF) {
                override.windows(
                        from, to, schedule.timeZone(), budget, window -> addIfWithin(window, from, to, blocked));
            }
        }
        return blocked;
    }

    /** The union of ranges, ascending: what overlaps or touches becomes one. */
    static List<TimeRange> merge(List<TimeRange> ranges) {
        var sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparing(TimeRange::start));
        var merged = new ArrayList<TimeRange>(sorted.size());
        for (var range : sorted) {
            var last = merged.isEmpty() ? null : merged.getLast();
            if (last == null || range.start().isAfter(last.end())) {
                merged.add(range);
            } else if (range.end().isAfter(last.end())) {
                merged.set(merged.size() - 1, new TimeRange(last.start(), range.end()));
            }
        }
        return merged;
    }

    private static void addWindows(
            Rule rule,
            ReplacedDays replaced,
            ZoneId zone,
            Instant from,
            Instant to,
            Budget budget,
            List<TimeRange> windows) {
        var days =
                ChronoUnit.DAYS.between(rule.start().toLocalDate(), rule.end().toLocalDate());
        // A gap can push a window as far forward as it is long; no zone has skipped more than a day.
        var first = LocalDate.ofInstant(from, zone).minusDays(days + 2);
        var last = LocalDate.ofInstant(to, zone).plusDays(1);
        for (var day : RuleDays.between(rule, first, last, zone, budget)) {
            var start = WallClock.start(day.atTime(rule.start().toLocalTime()), zone);
            var end = WallClock.end(day.plusDays(days).atTime(rule.end().toLocalTime()), zone);
            if (start.isBefore(end)) {
                replaced.left(day, new TimeRange(start, end)).forEach(part -> addIfWithin(part, from, to, windows));
            }
        }
    }

    /** What only touches counts as well: it may complete a window. */
    private static void addIfWithin(TimeRange window, Instant from, Instant to, List<TimeRange> windows) {
        if (!window.end().isBefore(from) && !window.start().isAfter(to)) {
            windows.add(window);
        }
    }
}
