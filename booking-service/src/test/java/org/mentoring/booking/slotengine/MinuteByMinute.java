package org.mentoring.booking.slotengine;

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
    private final BitSet replaced = new BitSet();
    private final List<DateOverride> replacing = new ArrayList<>();

    MinuteByMinute(ZoneId zone, Instant from, Instant to) {
        this.zone = zone;
        origin = from.minus(MARGIN);
        minutes = (int) Duration.between(origin, to.plus(MARGIN)).toMinutes();
    }

    /** Must come before the rules that it replaces. */
    void addOverride(DateOverride override) {
        var wholeDaysOff =
                override.kind() == DateOverride.Kind.OFF && override.windows().isEmpty();
        if (wholeDaysOff || override.kind() == DateOverride.Kind.OTHER_HOURS) {
            replacing.add(override);
            for (var minute = 0; minute < minutes; minute++) {
                if (has(override, LocalDate.ofInstant(at(minute), zone))) {
                    (wholeDaysOff ? blocked : replaced).set(minute);
                }
            }
        }
        for (var day = override.first(); !day.isAfter(override.last()); day = day.plusDays(1)) {
            for (var hours : override.windows()) {
                var next = hours.end().compareTo(hours.start()) <= 0 ? 1 : 0;
                var from = resolve(day.atTime(hours.start()), true);
                var to = resolve(day.plusDays(next).atTime(hours.end()), false);
                if (from.isBefore(to)) {
                    mark(override.kind() == DateOverride.Kind.OFF ? blocked : available, from, to);
                }
            }
        }
    }

    private static boolean has(DateOverride override, LocalDate day) {
        return !day.isBefore(override.first()) && !day.isAfter(override.last());
    }

    /** Adds the windows of a rule on the days that the predicate accepts. */
    void addRule(LocalDateTime start, LocalDateTime end, Predicate<LocalDate> occurs) {
        var days = ChronoUnit.DAYS.between(start.toLocalDate(), end.toLocalDate());
        var first = LocalDate.ofInstant(origin, zone).minusDays(days + 3);
        var last = LocalDate.ofInstant(origin.plus(Duration.ofMinutes(minutes)), zone)
                .plusDays(3);
        var own = new BitSet();
        Predicate<LocalDate> isReplaced = day -> replacing.stream().anyMatch(override -> has(override, day));
        first.datesUntil(last).filter(occurs).filter(isReplaced.negate()).forEach(day -> {
            var from = resolve(day.atTime(start.toLocalTime()), true);
            var to = resolve(day.plusDays(days).atTime(end.toLocalTime()), false);
            if (from.isBefore(to)) {
                mark(own, from, to);
            }
        });
        own.andNot(replaced);
        available.or(own);
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
