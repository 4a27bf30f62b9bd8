package org.mentoring.booking.booking;

import java.time.OffsetDateTime;
import java.util.UUID;

// The SQL function hold_slot writes it.
/**
 * A slot that is kept for somebody.
 *
 * @param expiresAt from then on everybody can have the time
 */
record Hold(
        UUID id,
        UUID mentorId,
        OffsetDateTime startTime,
        OffsetDateTime endTime,
        String sessionType,
        OffsetDateTime expiresAt) {}
