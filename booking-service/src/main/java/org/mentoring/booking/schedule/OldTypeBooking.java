package org.mentoring.booking.schedule;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A booking to come of a session type that its mentor does not offer any more, or offers with other terms. It keeps those that it was
 * booked with.
 */
public record OldTypeBooking(
        UUID id, OffsetDateTime startTime, OffsetDateTime endTime, String sessionType, int durationMinutes) {}
