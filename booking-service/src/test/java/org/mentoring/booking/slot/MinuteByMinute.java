package org.mentoring.booking.slot;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * What slots mean, said the slow way: every minute is looked at on its own. Days recur by a plain predicate here, so that
 * nothing is shared with what it judges.
 */
final class MinuteByMinute {

    private static final Duration MARGIN = Duration.ofDays(4);

    private final ZoneId zone;
    private final Instant origin;
    private final int minutes;
    private final BitSet available = new BitSet();
    private final BitSet blocked = new BitSet();
    private final BitSet busy = new BitSet();

    MinuteByMinute(ZoneId zone, Instant from, Instant to) {
        this.zone = zone;
        origin = from.minus(MARGIN);
        minutes = (int) Duration.between(origin, to.plus(MARGIN)).toMinutes();
    }

    /** Adds the windows of a rule on the days that the predicate accepts. */
    void addRule(LocalDateTime start, LocalDateTime end, Predicate<LocalDate> occurs) {
        var days = ChronoUnit.DAYS.between(start.toLocalDate(), end.toLocalDate());
        var first = LocalDate.ofInstant(origin, zone).minusDays(days + 3);
        var last = LocalDate.ofInstant(origin.plus(Duration.ofMinutes(minutes)), zone)
                .plusDays(3);
        first.datesUntil(last).filter(occurs).forEach(day -> {
            var from = resolve(day.atTime(start.toLocalTime()), true);
            var to = resolve(day.plusDays(days).atTime(end.toLocalTime()), false);
            if (from.isBefore(to)) {
                mark(available, from, to);
            }
        });
    }

    void addAvailable(TimeRange range) {
        mark(available, range.start(), range.end());
    }

    void addBlocked(TimeRange range) {
        mark(blocked, range.start(), range.end());
    }

    void addBusy(TimeRange range) {
        mark(busy, range.start(), range.end());
    }

    List<Instant> starts(SlotQuery query) {
        var duration = (int) query.duration().toMinutes();
        var starts = new ArrayList<Instant>();
        var anchor = 0;
        for (var minute = 1; minute < minutes; minute++) {
            if (available.get(minute) && (!available.get(minute - 1) || beginsADay(minute))) {
                anchor = minute;
            }
            var start = at(minute);
            if (available.get(minute)
                    && (minute - anchor) % query.interval().toMinutes() == 0
                    && available.nextClearBit(minute) >= minute + duration
                    && isClear(blocked, minute, minute + duration)
                    && isClear(
                            busy,
                            minute - (int) query.bufferBefore().toMinutes(),
                            minute + duration + (int) query.bufferAfter().toMinutes())
                    && !start.isBefore(query.from())
                    && start.isBefore(query.to())
                    && !start.isBefore(query.now().plus(query.minimumNotice()))) {
                starts.add(start);
            }
        }
        return starts;
    }

    private boolean beginsADay(int minute) {
        return !LocalDate.ofInstant(at(minute), zone).equals(LocalDate.ofInstant(at(minute - 1), zone));
    }

    private static boolean isClear(BitSet set, int from, int to) {
        var next = set.nextSetBit(Math.max(0, from));
        return next < 0 || next >= to;
    }

    private Instant at(int minute) {
        return origin.plus(Duration.ofMinutes(minute));
    }

    private void mark(BitSet set, Instant start, Instant end) {
        var from = Math.max(0, Duration.between(origin, start).toMinutes());
        var to = Math.min(minutes, Duration.between(origin, end).toMinutes());
        if (from < to) {
            set.set((int) from, (int) to);
        }
    }

    /** By the rules of the zone alone: no offset is a gap, two are a time that comes twice. */
    private Instant resolve(LocalDateTime local, boolean earlier) {
        var offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            var gap = zone.getRules().getTransition(local);
            return local.plus(gap.getDuration()).toInstant(gap.getOffsetAfter());
        }
        return local.toInstant(earlier ? offsets.getFirst() : offsets.getLast());
    }
}
