package org.mentoring.web.bookings;

import java.time.Instant;
import java.util.Locale;

import org.mentoring.web.api.model.Booking;
import org.mentoring.web.book.Summary;

/**
 * A booking as one of its sides looks at it.
 *
 * @param side mentee, mentor, or admin for who is neither
 * @param state pending, booked, now (it runs), over, declined, expired or cancelled
 * @param proposed the time that waits for an answer; null for none
 */
public record BookingView(
        Booking booking,
        Side side,
        String state,
        Summary summary,
        Summary proposed,
        boolean changeable,
        boolean tooLate) {

    /** Who looks at it. */
    public enum Side {
        MENTEE,
        MENTOR,
        ADMIN;

        /** As the API says it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static String state(Booking booking, Instant now) {
        if (!booking.status().equals("confirmed")) {
            return booking.status();
        }
        if (now.isBefore(booking.startTime())) {
            return "booked";
        }
        return now.isBefore(booking.endTime()) ? "now" : "over";
    }

    /** Whom one meets; for an admin the mentor. */
    public String other() {
        return side == Side.MENTOR ? booking.userName() : booking.mentorName();
    }

    public boolean mentee() {
        return side == Side.MENTEE;
    }

    public boolean mentor() {
        return side == Side.MENTOR;
    }

    public boolean admin() {
        return side == Side.ADMIN;
    }

    /** Whether the one who looks at it has proposed another time. */
    public boolean proposedByMe() {
        return booking.proposal() != null && booking.proposal().proposedBy().equals(side.key());
    }

    /** Whether it is for the one who looks at it to answer. */
    public boolean myTurn() {
        return booking.proposal() != null ? !admin() && !proposedByMe() : mentor() && state.equals("pending");
    }

    /** Who has cancelled it: me, other, admin or system. */
    public String cancelledBy() {
        var by = booking.cancelledBy() == null ? "system" : booking.cancelledBy();
        if (by.equals(side.key())) {
            return "me";
        }
        return by.equals("admin") || by.equals("system") ? by : "other";
    }
}
