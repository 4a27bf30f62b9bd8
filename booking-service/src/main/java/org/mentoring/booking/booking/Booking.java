package org.mentoring.booking.booking;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.Nullable;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mentoring.booking.schedule.SessionType;

// The SQL function booking_json writes it.
/**
 * A booking as its two sides and admins see it.
 *
 * @param sessionId of the session, which is created when the booking is confirmed
 * @param mentorId a uuid, as text in the specification
 * @param mentorEmail null to the mentee unless the booking is confirmed and the mentor shows the address
 * @param userId the mentee; a uuid, as text in the specification
 * @param userEmail null to the mentor unless the booking is confirmed and the mentee shows the address
 * @param date the start on the mentor's calendar, YYYY-MM-DD
 * @param time the start on the mentor's clock, HH:MM
 * @param bufferBeforeMinutes as agreed; like the other terms it stays when the booking is moved, whatever the mentor offers by then
 * @param changeNoticeMinutes how long before its start the mentee may change it at the latest; 0 for until its start
 * @param meetingId null unless the booking is confirmed, as is {@code meeting_url}
 * @param status pending, confirmed, declined, expired or cancelled
 * @param expiresAt until when the mentor can answer; null unless the booking is pending or has expired
 * @param changeableUntil until when the mentee may cancel or move it once it is confirmed; null for until its start
 * @param sequence of the calendar entry (RFC 5546): grows when it is confirmed after a request, moved or cancelled
 * @param changedAt when its status or time, as shown in calendars, last changed
 * @param cancelledBy mentor, mentee, admin or system; null unless cancelled, or declined by an admin
 * @param reason why it was cancelled or declined; null for none
 * @param questionsAsked how many questions its mentor has asked before deciding
 * @param questionOpen whether its mentor has asked something that its mentee can answer and has not
 * @param questions the mentor's questions, the earliest first; null in lists and in responses to other changes
 * @param proposal another time that one side has proposed; null unless one waits for an answer
 */
record Booking(
        UUID id,
        @Nullable UUID sessionId,
        String mentorId,
        String mentorName,
        @Nullable String mentorEmail,
        String mentorTimeZone,
        String mentorLocale,
        String userId,
        String userName,
        @Nullable String userEmail,
        String userTimeZone,
        String userLocale,
        String date,
        String time,
        OffsetDateTime startTime,
        OffsetDateTime endTime,
        String sessionType,
        int durationMinutes,
        int bufferBeforeMinutes,
        int bufferAfterMinutes,
        int changeNoticeMinutes,
        @Nullable String meetingId,
        @Nullable String meetingUrl,

        @Schema(enumeration = {"pending", "confirmed", "declined", "expired", "cancelled"})
        String status,

        @Nullable String note,
        int sequence,
        long version,
        OffsetDateTime createdAt,
        OffsetDateTime changedAt,
        @Nullable OffsetDateTime expiresAt,
        @Nullable OffsetDateTime changeableUntil,

        @Schema(enumeration = {"mentor", "mentee", "admin", "system"}) @Nullable
        String cancelledBy,

        @Nullable String reason,
        int questionsAsked,
        boolean questionOpen,
        @Nullable List<Question> questions,
        @Nullable Proposal proposal) {

    /**
     * What the mentor asked about a request before deciding.
     *
     * @param answer of the mentee; null if there is none
     */
    record Question(
            String question,
            OffsetDateTime askedAt,
            @Nullable String answer,
            @Nullable OffsetDateTime answeredAt) {}

    /**
     * Another time that one side has proposed; it is kept free until the other side answers.
     *
     * @param proposedBy mentor or mentee
     * @param expiresAt until when the other side may answer; the booking stays where it is if it does not
     * @param reason why it is proposed; null for none
     */
    record Proposal(
            OffsetDateTime startTime,
            OffsetDateTime endTime,
            @Schema(enumeration = {"mentor", "mentee"}) String proposedBy,
            OffsetDateTime expiresAt,
            @Nullable String reason) {}

    /** What was agreed, whatever the mentor offers by now. */
    SessionType agreedType() {
        return new SessionType(sessionType, durationMinutes, bufferBeforeMinutes, bufferAfterMinutes);
    }

    boolean pendingOrConfirmed() {
        return status.equals("pending") || status.equals("confirmed");
    }
}
