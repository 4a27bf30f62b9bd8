package org.mentoring.booking.booking;

import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.annotation.Nullable;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The booking as shown to the holder of a link in a mail: what the mail says, and the current state.
 *
 * @param side of whom the mail was sent to
 * @param otherName of the other side
 * @param timeZone of whom the mail was sent to
 * @param changeableUntil until when the mentee may cancel or move it once it is confirmed; null for until its start
 * @param cancelledBy mentor, mentee, admin or system; null unless cancelled, or declined by an admin
 * @param cancelledAt null unless cancelled
 * @param proposal another time that one side has proposed; null unless one waits for an answer
 */
record LinkedBooking(
        UUID id,
        @Schema(enumeration = {"mentor", "mentee"}) String side,
        UUID mentorId,
        String otherName,
        OffsetDateTime startTime,
        OffsetDateTime endTime,
        String timeZone,
        String sessionType,

        @Schema(enumeration = {"pending", "confirmed", "declined", "expired", "cancelled"})
        String status,

        @Nullable OffsetDateTime changeableUntil,

        @Schema(enumeration = {"mentor", "mentee", "admin", "system"}) @Nullable
        String cancelledBy,

        @Nullable OffsetDateTime cancelledAt,
        @Nullable ProposedTime proposal) {

    /** @param proposedBy mentor or mentee */
    record ProposedTime(
            OffsetDateTime startTime,
            OffsetDateTime endTime,
            @Schema(enumeration = {"mentor", "mentee"}) String proposedBy) {}

    /** @param accountZone null where the account has none: then it is that of the booking */
    static LinkedBooking of(Booking booking, String side, String accountZone, OffsetDateTime cancelledAt) {
        var ofMentor = side.equals("mentor");
        var zoneOfBooking = ofMentor ? booking.mentorTimeZone() : booking.userTimeZone();
        return new LinkedBooking(
                booking.id(),
                side,
                UUID.fromString(booking.mentorId()),
                ofMentor ? booking.userName() : booking.mentorName(),
                booking.startTime(),
                booking.endTime(),
                accountZone == null ? zoneOfBooking : accountZone,
                booking.sessionType(),
                booking.status(),
                booking.changeableUntil(),
                booking.cancelledBy(),
                cancelledAt,
                booking.proposal() == null
                        ? null
                        : new ProposedTime(
                                booking.proposal().startTime(),
                                booking.proposal().endTime(),
                                booking.proposal().proposedBy()));
    }
}
