package org.mentoring.benchmark.contention;

import java.time.Instant;

/**
 * What was told of a booking.
 *
 * @param what the last but one part of its type: requested, confirmed …; move-expired for a proposal that nobody answered
 * @param version the aggregate version
 * @param time when it happened
 */
record Event(String what, long version, Instant time, BookingState booking) {

    /** Whether it came of the clock rather than of somebody. */
    boolean isOfTheClock() {
        return what.equals("expired") || what.equals("move-expired");
    }
}
