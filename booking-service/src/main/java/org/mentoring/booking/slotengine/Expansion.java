package org.mentoring.booking.slotengine;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * The windows of a schedule within a range of time, expanded once so that many questions cost no more than what they ask for.
 */
public final class Expansion {

    /** Starts of slots are looked for from the start of their day on. */
    private static final Duration MARGIN = Duration.ofDays(2);

    private final ZoneId timeZone;
    private final Instant from;
    private final Instant to;
    private final MergedRanges free;
    private final MergedRanges withoutOverrides;
    private final MergedRanges blocked;

    private Expansion(
            ZoneId timeZone,
            Instant from,
            Instant to,
            MergedRanges free,
            MergedRanges withoutOverrides,
            MergedRanges blocked) {
        this.timeZone = timeZone;
        this.from = from;
        this.to = to;
        this.free = free;
        this.withoutOverrides = withoutOverrides;
        this.blocked = blocked;
    }

    /**
     * Expands what is needed to answer for times in {@code [from, to)}.
     *
     * @throws ScheduleTooComplexException if it costs more than what may be saved
     * @throws UnusableRuleException if a rule cannot be expanded
     */
    public static Expansion of(Schedule schedule, Instant from, Instant to) {
        return of(schedule, from, to, Budget.forReading());
    }

    static Expansion of(Schedule schedule, Instant from, Instant to, Budget budget) {
        var start = from.minus(MARGIN);
        var end = to.plus(MARGIN);
        var free = MergedRanges.of(FreeTime.between(schedule, start, end, budget));
        var blocked = MergedRanges.of(FreeTime.blocked(schedule, start, end, budget));
        var withoutOverrides = schedule.overrides().isEmpty()
                ? free
                : MergedRanges.of(FreeTime.between(schedule.withoutOverrides(), start, end, Budget.forReading()));
        return new Expansion(schedule.timeZone(), from, to, free, withoutOverrides, blocked);
    }

    /** What the schedule offered if nothing were blocked and no day had an override. */
    public Expansion withoutAbsences() {
        return new Expansion(timeZone, from, to, withoutOverrides, withoutOverrides, MergedRanges.of(List.of()));
    }

    /** Whether it answers for all times in {@code [from, to)}. */
    public boolean covers(Instant from, Instant to) {
        return !from.isBefore(this.from) && !to.isAfter(this.to);
    }

    /** How many ranges it keeps in memory. */
    public int size() {
        return free.size() + blocked.size() + (withoutOverrides == free ? 0 : withoutOverrides.size());
    }

    /**
     * Whether the schedule makes a time available from its start to its end; grid, notice and busy times do not count.
     */
    public boolean makesAvailable(TimeRange time) {
        return free.contain(time) && !blocked.overlap(time);
    }

    /** No fewer than the slots that the query finds; it costs much less to count than they cost to find. */
    public long atMost(SlotQuery query) {
        var count = 0L;
        for (var window : free.reachingInto(query.earliestStart(), query.to())) {
            var start = window.start().isBefore(query.earliestStart()) ? query.earliestStart() : window.start();
            var end = window.end().isAfter(query.to()) ? query.to() : window.end();
            // Each day of the window may restart the grid.
            count += Duration.between(start, end).dividedBy(query.interval())
                    + 2
                    + Duration.between(start, end).toDays();
        }
        return count;
    }

    ZoneId timeZone() {
        return timeZone;
    }

    MergedRanges free() {
        return free;
    }

    List<TimeRange> blocked(Instant from, Instant to) {
        return blocked.reachingInto(from, to);
    }
}
