package org.mentoring.local.supervisor;

import java.time.Duration;

/**
 * How long a part may take to start, and the delay before a part that ended is started again; both double each time, up to a maximum, so
 * that a part also starts on a machine that is too busy for its first attempts.
 *
 * @param start how long the first start may take
 * @param resetAfter a part that was ready this long starts with the first delay again
 */
public record BackOff(Duration start, Duration first, Duration most, Duration resetAfter) {

    /** Limits a start to less than an hour. */
    private static final int MAX_DOUBLINGS = 4;

    public static final BackOff DEFAULT =
            new BackOff(Duration.ofMinutes(3), Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(1));

    /**
     * @param failures how often it ended, 1 or more
     */
    Duration afterFailure(int failures) {
        var wait = first.multipliedBy(1L << Math.min(failures - 1, 20));
        return wait.compareTo(most) > 0 ? most : wait;
    }

    /**
     * @param failures how often it ended, or was ended because it took too long, before
     */
    Duration longestStart(int failures) {
        return start.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    }
}
