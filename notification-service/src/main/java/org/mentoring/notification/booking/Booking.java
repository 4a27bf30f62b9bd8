package org.mentoring.notification.booking;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * What this service reads of a booking event.
 *
 * @param userId the mentee
 * @param sequence of the calendar entry (RFC 5546)
 * @param previousStartTime null unless it was moved
 * @param cancelledBy mentor or mentee; null unless cancelled
 */
public record Booking(
        UUID id,
        UUID mentorId,
        String mentorName,
        String mentorEmail,
        String mentorTimeZone,
        String mentorLocale,
        UUID userId,
        String userName,
        String userEmail,
        String userTimeZone,
        String userLocale,
        OffsetDateTime startTime,
        OffsetDateTime endTime,
        String sessionType,
        String meetingUrl,
        String note,
        int sequence,
        OffsetDateTime previousStartTime,
        OffsetDateTime previousEndTime,
        String cancelledBy,
        String reason) {}
