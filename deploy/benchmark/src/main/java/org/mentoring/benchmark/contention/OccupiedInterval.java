package org.mentoring.benchmark.contention;

import java.time.Instant;

/**
 * An interval of the run during which a booking or a hold certainly occupied its time: from its acknowledgement until the first
 * request was sent that may have ended it. Two that take the same time at the same moment are a double booking, also when
 * nothing of it is left at the end.
 */
record OccupiedInterval(Attempt attempt, BookingState booking, Instant from, Instant until) {

    boolean isHold() {
        return attempt.kind() == Kind.HOLD;
    }

    @Override
    public String toString() {
        return attempt + " with " + booking.start() + " to " + booking.end() + " from " + from;
    }
}
