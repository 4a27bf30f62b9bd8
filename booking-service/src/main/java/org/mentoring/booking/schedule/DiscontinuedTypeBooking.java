package org.mentoring.booking.schedule;

import java.time.OffsetDateTime;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        name = "OldTypeBooking", // As published.
        description = "A future booking of a session type that its mentor no longer offers, or offers with other terms."
                + " It keeps the terms that it was booked with.")
public record DiscontinuedTypeBooking(
        UUID id, OffsetDateTime startTime, OffsetDateTime endTime, String sessionType, int durationMinutes) {}
