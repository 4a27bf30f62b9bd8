package org.mentoring.booking.schedule;

import java.time.OffsetDateTime;
import java.util.UUID;

import org.mentoring.booking.slot.TimeRange;

/** A booking at a time that its mentor no longer offers. */
public record OutsideBooking(UUID id, OffsetDateTime startTime, OffsetDateTime endTime) {

    TimeRange time() {
        return new TimeRange(startTime.toInstant(), endTime.toInstant());
    }
}
