package org.mentoring.web.bookings;

import java.time.Instant;

/**
 * What the status of a booking means at a moment.
 *
 * @param name pending, booked, now (it runs), over, declined, expired or cancelled
 * @param changeable whether it can be moved or cancelled
 * @param tooLate whether its mentee could do so until a short time ago only
 */
public record BookingState(String name, boolean changeable, boolean tooLate) {

    private static final String CONFIRMED = "confirmed";

    /** @param changeableUntil until when the reader can move or cancel it once it is confirmed; null for until it begins */
    public static BookingState of(String status, Instant start, Instant end, Instant changeableUntil, Instant now) {
        var confirmed = status.equals(CONFIRMED);
        var open = (confirmed || status.equals("pending")) && now.isBefore(start);
        var tooLate = open && confirmed && changeableUntil != null && now.isAfter(changeableUntil);
        var name = !confirmed ? status : now.isBefore(start) ? "booked" : now.isBefore(end) ? "now" : "over";
        return new BookingState(name, open && !tooLate, tooLate);
    }

    /** The key of the text that says why a booking is not changeable. */
    public static String whyNotChangeable(boolean tooLate) {
        return tooLate ? "problem.too-late" : "problem.booking-not-open";
    }
}
