package org.mentoring.booking.slotengine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Days on which something else counts than the rules, on the wall clock of the schedule's zone.
 *
 * @param first the first of the days
 * @param last the last of them
 * @param windows of each of the days; none for the whole days, which only {@code OFF} has
 */
public record DateOverride(LocalDate first, LocalDate last, Kind kind, List<Hours> windows) {

    /** What the windows mean. */
    public enum Kind {
        /** Nothing takes place in them, whatever else says so. */
        OFF,
        /** They count instead of the windows of the rules. */
        OTHER_HOURS,
        /** They count besides the windows of the rules. */
        EXTRA_HOURS
    }

    /**
     * A window of a day.
     *
     * @param end on the next day, unless it is after the start
     */
    public record Hours(LocalTime start, LocalTime end) {}

    /** @throws IllegalArgumentException if the last day is before the first, or windows are missing */
    public DateOverride {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("the last day must not be before the first");
        }
        if (windows.isEmpty() && kind != Kind.OFF) {
            throw new IllegalArgumentException("hours must have windows");
        }
        windows = List.copyOf(windows);
    }

    /** Whether windows of rules that begin on one of the days do not count, and others only until the days and after them. */
    boolean replacesRules() {
        return kind == Kind.OTHER_HOURS || isWholeDaysOff();
    }

    boolean isWholeDaysOff() {
        return kind == Kind.OFF && windows.isEmpty();
    }

    /** The windows of all its days. */
    long occurrences() {
        return Math.max(1, windows.size()) * (ChronoUnit.DAYS.between(first, last) + 1);
    }

    /** The time from the start of the first day to the end of the last; empty for a day that the zone leaves out. */
    Optional<TimeRange> time(ZoneId zone) {
        return range(
                first.atStartOfDay(zone).toInstant(),
                last.plusDays(1).atStartOfDay(zone).toInstant());
    }

    /** The windows of the days near {@code [from, to)}. */
    void windows(Instant from, Instant to, ZoneId zone, Budget budget, Consumer<TimeRange> found) {
        // A window is a day long at most, and a gap can push it as far forward; no zone has skipped more than a day.
        var earliest = LocalDate.ofInstant(from, zone).minusDays(3);
        var latest = LocalDate.ofInstant(to, zone).plusDays(1);
        var end = last.isAfter(latest) ? latest : last;
        budget.spend(1);
        for (var day = first.isBefore(earliest) ? earliest : first; !day.isAfter(end); day = day.plusDays(1)) {
            budget.spend(windows.size());
            for (var hours : windows) {
                window(day, hours, zone).ifPresent(found);
            }
        }
    }

    private static Optional<TimeRange> window(LocalDate day, Hours hours, ZoneId zone) {
        var lastDay = hours.end().isAfter(hours.start()) ? day : day.plusDays(1);
        return range(
                WallClock.start(day.atTime(hours.start()), zone), WallClock.end(lastDay.atTime(hours.end()), zone));
    }

    private static Optional<TimeRange> range(Instant start, Instant end) {
        return start.isBefore(end) ? Optional.of(new TimeRange(start, end)) : Optional.empty();
    }
}
