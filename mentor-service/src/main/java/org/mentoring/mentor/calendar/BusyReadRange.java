package org.mentoring.mentor.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import jakarta.annotation.Nullable;

/**
 * Which time a reading looks at: the near time always, what is later only now and then. A reading of both goes further than has to
 * be known, so that what was published stays sufficient for weeks in which nothing changes.
 *
 * @param from the beginning of this hour
 * @param readUntil to where is read this time
 * @param knownUntil to where busy times are known after it
 * @param neededUntil to where they must be known: the end of the last day that can be booked
 */
record BusyReadRange(Instant from, Instant readUntil, Instant knownUntil, Instant neededUntil) {

    /** The longest time that each of the providers looks at in one request. */
    private static final Duration LONGEST_WINDOW = Duration.ofDays(60);

    private static final Duration MARGIN = Duration.ofDays(30);

    /**
     * @param farIsDue whether the time after the near one is to be read
     * @param knownUntil to where earlier readings went; null before the first
     */
    static BusyReadRange at(Instant now, CalendarConfig config, boolean farIsDue, @Nullable Instant knownUntil) {
        var needed = endOfDay(now, config.daysAhead());
        var near = endOfDay(now, Math.min(config.nearDays(), config.daysAhead()));
        var from = now.truncatedTo(ChronoUnit.HOURS);
        return farIsDue || knownUntil == null || knownUntil.isBefore(near)
                ? new BusyReadRange(from, needed.plus(MARGIN), needed.plus(MARGIN), needed)
                : new BusyReadRange(from, near, knownUntil, needed);
    }

    boolean readsEverything() {
        return readUntil.equals(knownUntil);
    }

    /** The time to be read, in parts that each provider looks at in one request. */
    List<Window> windows() {
        var windows = new ArrayList<Window>();
        for (var start = from; start.isBefore(readUntil); start = start.plus(LONGEST_WINDOW)) {
            var end = start.plus(LONGEST_WINDOW);
            windows.add(new Window(start, end.isBefore(readUntil) ? end : readUntil));
        }
        return windows;
    }

    record Window(Instant from, Instant to) {}

    private static Instant endOfDay(Instant now, int days) {
        return now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(days + 1L));
    }
}
