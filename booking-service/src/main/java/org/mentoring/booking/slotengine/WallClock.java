package org.mentoring.booking.slotengine;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * What a local time means where clocks change: one that does not exist is moved forward by the gap, one that exists twice
 * means the earlier for a start and the later for an end.
 */
public final class WallClock {

    private WallClock() {}

    public static Instant start(LocalDateTime local, ZoneId zone) {
        return ZonedDateTime.of(local, zone).withEarlierOffsetAtOverlap().toInstant();
    }

    public static Instant end(LocalDateTime local, ZoneId zone) {
        return ZonedDateTime.of(local, zone).withLaterOffsetAtOverlap().toInstant();
    }
}
