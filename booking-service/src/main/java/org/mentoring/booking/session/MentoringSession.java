package org.mentoring.booking.session;

import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.annotation.Nullable;

/**
 * A session as its two sides and admins see it; the SQL function {@code session_json} writes it.
 *
 * @param status upcoming, active, completed, no-show or cancelled
 * @param absent mentor or mentee, who did not come; null unless the status is no-show
 * @param reportedBy mentor or mentee, who said so; null unless the status is no-show
 * @param cancelledAt null unless cancelled
 * @param completedAt null unless completed
 */
record MentoringSession(
        UUID id,
        UUID bookingId,
        UUID mentorId,
        String mentorName,
        UUID menteeId,
        String menteeName,
        String status,
        @Nullable String absent,
        @Nullable String reportedBy,
        OffsetDateTime startTime,
        OffsetDateTime endTime,
        OffsetDateTime createdAt,
        @Nullable OffsetDateTime cancelledAt,
        @Nullable OffsetDateTime completedAt,
        long version) {}
