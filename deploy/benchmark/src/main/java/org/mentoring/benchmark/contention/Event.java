package org.mentoring.benchmark.contention;

import java.time.Instant;

/**
 * A published event of a booking.
 *
 * @param what the last but one part of its type: requested, confirmed …; move-expired for a proposal that nobody answered
 * @param version the aggregate version
 * @param time when it happened
 */
record Event(String what, long version, Instant time, BookingState booking) {

    /** Whether a timeout caused it rather than a request. */
    boolean isTimeout() {
        return what.equals("expired") || what.equals("move-expired");
    }
}
