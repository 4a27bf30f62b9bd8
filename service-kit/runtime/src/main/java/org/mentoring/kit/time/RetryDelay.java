package org.mentoring.kit.time;

import java.time.Duration;

/**
 * How long to wait before what failed is tried again: twice as long after each failure.
 *
 * @param first after the first failure
 * @param longest after any number of failures
 */
public record RetryDelay(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 20;

    /** @param failures the number of failures, including the last one */
    public Duration after(int failures) {
        var delay = first.multipliedBy(1L << Math.clamp(failures - 1, 0, MOST_DOUBLINGS));
        return delay.compareTo(longest) < 0 ? delay : longest;
    }
}
