package org.mentoring.local.supervisor;

import java.time.Duration;

/**
 * How long to wait before a part that ended is started again: twice as long each time, up to a most.
 *
 * @param forgetAfter a part that was ready this long starts from the first wait again
 */
public record BackOff(Duration first, Duration most, Duration forgetAfter) {

    public static final BackOff DEFAULT =
            new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(1));

    /**
     * @param failures how often it ended, 1 or more
     */
    Duration afterFailure(int failures) {
        var wait = first.multipliedBy(1L << Math.min(failures - 1, 20));
        return wait.compareTo(most) > 0 ? most : wait;
    }
}
