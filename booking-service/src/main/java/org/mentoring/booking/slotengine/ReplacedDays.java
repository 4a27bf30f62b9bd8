package org.mentoring.booking.slotengine;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The days whose hours are not those of the rules. A window that a rule begins on such a day does not count, also where it reaches over
 * midnight into a day whose hours stay; of one that begins before, the part that lies on such days does not count.
 */
final class ReplacedDays {

    private final TreeMap<LocalDate, LocalDate> lastByFirst = new TreeMap<>();
    private final MergedRanges times;

    private ReplacedDays(List<DateOverride> overrides, ZoneId zone) {
        overrides.stream().sorted(Comparator.comparing(DateOverride::first)).forEach(override -> {
            var before = lastByFirst.floorEntry(override.first());
            if (before == null || before.getValue().isBefore(override.first())) {
                lastByFirst.put(override.first(), override.last());
            } else if (before.getValue().isBefore(override.last())) {
                lastByFirst.put(before.getKey(), override.last());
            }
        });
        times = MergedRanges.of(overrides.stream()
                .map(override -> override.time(zone))
                .flatMap(Optional::stream)
                .toList());
    }

    static ReplacedDays of(Schedule schedule) {
        return new ReplacedDays(
                schedule.overrides().stream()
                        .filter(DateOverride::replacesRules)
                        .toList(),
                schedule.timeZone());
    }

    /** What is left of a window that a rule begins on a day. */
    List<TimeRange> left(LocalDate day, TimeRange window) {
        var before = lastByFirst.floorEntry(day);
        return before != null && !before.getValue().isBefore(day)
                ? List.of()
                : OfferedTime.without(List.of(window), times.reachingInto(window.start(), window.end()));
    }
}
