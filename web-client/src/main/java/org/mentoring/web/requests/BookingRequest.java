package org.mentoring.web.requests;

import java.time.Instant;
import java.util.List;

import org.mentoring.web.api.model.Booking;
import org.mentoring.web.bookings.OwnBookings;
import org.mentoring.web.time.Times;

/**
 * A request that the mentor has to answer: a booking, or another time that the mentee proposes for a session.
 *
 * @param start the time that would be taken
 * @param deadline until when it can be answered
 * @param moves whether it is a proposed time for what is confirmed already
 * @param open whether it can be answered still
 * @param clashes other bookings and requests at that time
 */
public record BookingRequest(
        Booking booking,
        Instant start,
        Instant end,
        Instant deadline,
        boolean moves,
        boolean open,
        String left,
        List<Booking> clashes) {

    /** @param others of the mentor, among which clashes are looked for; the booking itself may be one */
    static BookingRequest of(Booking booking, List<Booking> others, Times times, Instant now) {
        var moves = "confirmed".equals(booking.status());
        var start = moves ? booking.proposal().startTime() : booking.startTime();
        var end = moves ? booking.proposal().endTime() : booking.endTime();
        var deadline = moves ? booking.proposal().expiresAt() : booking.expiresAt();
        var until = deadline == null || deadline.isAfter(start) ? start : deadline;
        return new BookingRequest(
                booking,
                start,
                end,
                until,
                moves,
                until.isAfter(now),
                times.relative(now, until),
                others.stream()
                        .filter(other -> !other.id().equals(booking.id()))
                        .filter(other -> other.startTime().isBefore(end) && start.isBefore(other.endTime()))
                        .toList());
    }

    /** Whether the mentor may ask the mentee something now. */
    public boolean askable() {
        return OwnBookings.askable(booking);
    }

    /** Whether the answer to a question is still to come. */
    public boolean waitsForAnswer() {
        return OwnBookings.asked(booking);
    }

    /** Whether the mentee has answered all that was asked. */
    public boolean answered() {
        return !waitsForAnswer() && OwnBookings.questionsAsked(booking) > 0;
    }
}
