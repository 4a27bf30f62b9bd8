package org.mentoring.booking.booking;

import java.time.OffsetDateTime;

import jakarta.validation.constraints.NotNull;

/**
 * Where a booking is to be moved.
 *
 * @param startTime the start of one of the mentor's free slots of the same session type
 */
record Reschedule(@NotNull OffsetDateTime startTime) {}
