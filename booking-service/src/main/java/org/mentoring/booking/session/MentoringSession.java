package org.mentoring.booking.session;

import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.annotation.Nullable;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

// The SQL function session_json writes it.
/**
 * A session as its two sides and admins see it.
 *
 * @param status upcoming, active, completed, no-show or cancelled
 * @param absent mentor or mentee, the absent side; null unless the status is no-show
 * @param reportedBy mentor or mentee, who reported it first; null when nobody did
 * @param contestableUntil until when the other side may contest the report
 * @param contestedBy mentor or mentee, who contests the report; null when nobody does
 * @param contestedAbsent who did not come according to the side that contests; null where it says that the session took place
 * @param decidedAt when the outcome became final: both sides agreed, an admin decided, or nobody contested the report in time
 * @param decidedBy admin, agreement (both sides said the same) or deadline (nobody contested the report in time); null before
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

        @Schema(enumeration = {"upcoming", "active", "completed", "no-show", "cancelled"})
        String status,

        @Schema(enumeration = {"mentor", "mentee"}) @Nullable
        String absent,

        @Schema(enumeration = {"mentor", "mentee", "admin"}) @Nullable
        String reportedBy,

        @Nullable OffsetDateTime reportedAt,
        @Nullable OffsetDateTime contestableUntil,

        @Schema(enumeration = {"mentor", "mentee"}) @Nullable
        String contestedBy,

        @Nullable OffsetDateTime contestedAt,

        @Schema(enumeration = {"mentor", "mentee"}) @Nullable
        String contestedAbsent,

        @Nullable String contestReason,
        @Nullable OffsetDateTime decidedAt,

        @Schema(enumeration = {"admin", "agreement", "deadline"}) @Nullable
        String decidedBy,

        OffsetDateTime startTime,
        OffsetDateTime endTime,
        OffsetDateTime createdAt,
        @Nullable OffsetDateTime cancelledAt,
        @Nullable OffsetDateTime completedAt,
        long version) {}
