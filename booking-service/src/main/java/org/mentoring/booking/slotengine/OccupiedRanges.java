package org.mentoring.booking.slotengine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Times that a slot must keep clear of; asked with ascending starts, it looks at each of them once. */
final class OccupiedRanges {

    private final List<TimeRange> ranges;
    private final Duration before;
    private final Duration after;
    private int next;

    /**
     * @param ranges in any order
     * @param before how long before a slot it must be clear
     * @param after how long after a slot it must be clear
     */
    OccupiedRanges(List<TimeRange> ranges, Duration before, Duration after) {
        this.ranges = FreeTime.merge(ranges);
        this.before = before;
        this.after = after;
    }

    /** Whether one is in the way of a slot; slots must be asked for in the order of their starts. */
    boolean obstruct(Instant start, Instant end) {
        var from = start.minus(before);
        while (next < ranges.size() && !ranges.get(next).end().isAfter(from)) {
            next++;
        }
        return next < ranges.size() && ranges.get(next).start().isBefore(end.plus(after));
    }
}
