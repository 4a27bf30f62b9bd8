package org.mentoring.notification.booking;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.OffsetDateTime;
import java.util.UUID;

import org.mentoring.notification.mail.SafeText;
import org.mentoring.notification.message.Side;

/**
 * What this service reads of a booking event. Names and texts are as people wrote them; {@link #sanitized} makes them fit to be
 * shown.
 *
 * @param userId the mentee
 * @param sequence of the calendar entry (RFC 5546)
 * @param status pending, confirmed, declined, expired or cancelled
 * @param changedAt when what calendars show of it changed last; null where the event does not say
 * @param expiresAt until when the mentor may answer; null unless it is a request
 * @param previousStartTime null unless it was moved
 * @param cancelledBy mentor, mentee, admin or system; null unless cancelled, or declined by an admin
 * @param mentorSharesEmail whether the mentee may know the mentor's address; null for yes. So is userSharesEmail
 * @param proposalOutcome declined, withdrawn or expired; null unless that is what is told of. So are the proposed times
 */
public record Booking(
        UUID id,
        UUID mentorId,
        String mentorName,
        String mentorEmail,
        UUID userId,
        String userName,
        String userEmail,
        String status,
        OffsetDateTime startTime,
        OffsetDateTime endTime,
        String sessionType,
        String meetingUrl,
        String note,
        int sequence,
        OffsetDateTime changedAt,
        OffsetDateTime expiresAt,
        OffsetDateTime previousStartTime,
        OffsetDateTime previousEndTime,
        String cancelledBy,
        String reason,
        Boolean mentorSharesEmail,
        Boolean userSharesEmail,
        Proposal proposal,
        String proposalOutcome,
        OffsetDateTime proposedStartTime,
        OffsetDateTime proposedEndTime) {

    /** A time that one side has proposed, and the other has not answered. */
    public record Proposal(OffsetDateTime startTime, OffsetDateTime endTime, OffsetDateTime expiresAt, String reason) {}

    /** With names on one line, texts without control characters, and no link but one to a web page. */
    Booking sanitized() {
        return new Booking(
                id,
                mentorId,
                SafeText.line(mentorName),
                mentorEmail,
                userId,
                SafeText.line(userName),
                userEmail,
                status,
                startTime,
                endTime,
                SafeText.line(sessionType),
                webAddress(meetingUrl),
                SafeText.lines(note),
                sequence,
                changedAt,
                expiresAt,
                previousStartTime,
                previousEndTime,
                cancelledBy,
                SafeText.lines(reason),
                mentorSharesEmail,
                userSharesEmail,
                proposal,
                proposalOutcome,
                proposedStartTime,
                proposedEndTime);
    }

    /** Whether it was moved, and moved back before the recipient was told. */
    boolean isMovedBack() {
        return previousStartTime != null
                && previousEndTime != null
                && previousStartTime.isEqual(startTime)
                && previousEndTime.isEqual(endTime);
    }

    /** Of whom one side meets. */
    String nameOfOther(Side side) {
        return side == Side.MENTOR ? userName : mentorName;
    }

    /** Where the other side reads mail; null where either keeps the own address from the other, or no mail reaches it. */
    String addressOfOther(Side side) {
        var email = side == Side.MENTOR ? userEmail : mentorEmail;
        var shared = !Boolean.FALSE.equals(mentorSharesEmail) && !Boolean.FALSE.equals(userSharesEmail);
        return shared && email != null && !email.endsWith(".invalid") ? email : null;
    }

    private static String webAddress(String text) {
        try {
            var uri = text == null ? null : new URI(text.strip());
            var web = uri != null
                    && uri.getHost() != null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
            return web ? uri.toASCIIString() : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
