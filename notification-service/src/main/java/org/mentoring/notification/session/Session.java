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
 * @param decidedAt when an admin decided a report that was contested; null before
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
        String contestReason,
        OffsetDateTime decidedAt) {

    UUID person(Side side) {
        return side == Side.MENTOR ? mentorId : menteeId;
    }

    String name(Side side) {
        return side == Side.MENTOR ? mentorName : menteeName;
    }
}
