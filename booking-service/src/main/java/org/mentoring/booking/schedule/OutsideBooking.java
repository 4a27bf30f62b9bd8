package org.mentoring.booking.schedule;

import java.time.OffsetDateTime;
import java.util.UUID;

/** A booking that stands at a time which its mentor does not offer any more. */
public record OutsideBooking(UUID id, OffsetDateTime startTime, OffsetDateTime endTime) {}
