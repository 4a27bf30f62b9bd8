package org.mentoring.notification.session;

import java.time.OffsetDateTime;
import java.util.UUID;

import org.mentoring.notification.message.Side;

/**
 * What this service reads of a session event.
 *
 * @param absent mentor or mentee; null unless somebody did not come
 * @param reportedBy mentor or mentee; null unless a no-show was reported
 * @param contestableUntil until when the other side may contest that; may be null
 * @param contestedBy mentor or mentee; null unless the other side contested the report
 * @param decidedAt when the outcome became final; null before
 * @param decidedBy admin, agreement or deadline; null before, and of an event of an older producer
 */
record Session(
        UUID sessionId,
        UUID bookingId,
        UUID mentorId,
        String mentorName,
        UUID menteeId,
        String menteeName,
        String status,
        OffsetDateTime startTime,
        OffsetDateTime endTime,
        String absent,
        String reportedBy,
        OffsetDateTime contestableUntil,
        String contestedBy,
        String contestReason,
        OffsetDateTime decidedAt,
        String decidedBy) {

    /** Where an event does not say who decided, only what nobody but an admin decides counts. */
    boolean decidedByAdmin() {
        return decidedBy == null
                ? decidedAt != null && (contestedBy != null || "completed".equals(status))
                : decidedBy.equals("admin");
    }

    UUID person(Side side) {
        return side == Side.MENTOR ? mentorId : menteeId;
    }

    String name(Side side) {
        return side == Side.MENTOR ? mentorName : menteeName;
    }
}
