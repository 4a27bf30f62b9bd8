package org.mentoring.booking.schedule;

import java.time.OffsetDateTime;
import java.util.UUID;

/** A booking at a time that its mentor no longer offers. */
public record OutsideBooking(UUID id, OffsetDateTime startTime, OffsetDateTime endTime) {}
