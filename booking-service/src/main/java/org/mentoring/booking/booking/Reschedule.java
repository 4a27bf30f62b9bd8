package org.mentoring.booking.booking;

import java.time.OffsetDateTime;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.PlainText;

/**
 * Where a booking is to be moved.
 *
 * @param startTime the start of one of the mentor's free slots of the same session type
 * @param reason shown to the other side; null for none
 */
record Reschedule(
        @NotNull OffsetDateTime startTime,
        @Size(max = 500) @PlainText String reason) {}
