package org.mentoring.booking.schedule;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A future booking of a session type that its mentor no longer offers, or offers with other terms. It keeps the terms that it was
 * booked with.
 */
public record OldTypeBooking(
        UUID id, OffsetDateTime startTime, OffsetDateTime endTime, String sessionType, int durationMinutes) {}
