package org.mentoring.booking.slotengine;

import java.time.Instant;

/** A half-open stretch of time, {@code [start, end)}; never empty. */
public record TimeRange(Instant start, Instant end) {

    /** @throws IllegalArgumentException unless the end is after the start */
    public TimeRange {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("end must be after start");
        }
    }
}
