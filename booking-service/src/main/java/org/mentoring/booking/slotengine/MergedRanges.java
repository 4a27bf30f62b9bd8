package org.mentoring.booking.slotengine;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Ranges that neither overlap nor touch, ascending. */
public final class MergedRanges {

    private final List<TimeRange> ranges;

    private MergedRanges(List<TimeRange> ranges) {
        this.ranges = ranges;
    }

    /** The union of ranges in any order. */
    public static MergedRanges of(List<TimeRange> ranges) {
        return new MergedRanges(List.copyOf(FreeTime.merge(ranges)));
    }

    public int size() {
        return ranges.size();
    }

    /** Those that end after {@code from} and start before {@code to}. */
    public List<TimeRange> reachingInto(Instant from, Instant to) {
        var first = firstIndex(range -> range.end().isAfter(from));
        var end = firstIndex(range -> !range.start().isBefore(to));
        return first < end ? ranges.subList(first, end) : List.of();
    }

    /** Whether one of them contains the whole range. */
    boolean contain(TimeRange range) {
        return reachingInto(range.start(), range.end()).stream()
                .anyMatch(window ->
                        !window.start().isAfter(range.start()) && !window.end().isBefore(range.end()));
    }

    /** Whether one of them overlaps the range. */
    public boolean overlap(TimeRange range) {
        return !reachingInto(range.start(), range.end()).isEmpty();
    }

    private int firstIndex(Predicate<TimeRange> isReached) {
        var low = 0;
        var high = ranges.size();
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (isReached.test(ranges.get(middle))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
