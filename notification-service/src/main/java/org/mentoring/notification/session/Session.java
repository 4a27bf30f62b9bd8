package org.mentoring.notification.session;

import java.time.OffsetDateTime;
import java.util.UUID;

/** What this service reads of a session event. */
record Session(
        UUID sessionId,
        UUID bookingId,
        UUID mentorId,
        String mentorName,
        UUID menteeId,
        String menteeName,
        OffsetDateTime startTime,
        OffsetDateTime endTime) {}
