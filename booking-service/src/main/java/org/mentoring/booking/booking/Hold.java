package org.mentoring.booking.booking;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A slot that is kept for somebody; the SQL function {@code hold_slot} writes it.
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
