package org.mentoring.web.link;

import org.mentoring.web.api.model.LinkedBooking;
import org.mentoring.web.book.Summary;

/**
 * A session as who holds its link sees it.
 *
 * @param state pending, booked, now (it runs), over, declined, expired or cancelled
 * @param proposed the time that waits for an answer, in the reader's zone; null for none
 */
public record LinkView(
        LinkedBooking booking, String state, Summary summary, String proposed, boolean changeable, boolean tooLate) {

    public String other() {
        return booking.otherName();
    }

    public boolean mentee() {
        return booking.side().equals("mentee");
    }

    /** Whether the other side waits for an answer, which takes a sign-in. */
    public boolean myTurn() {
        return booking.proposal() != null
                ? !booking.proposal().proposedBy().equals(booking.side())
                : !mentee() && state.equals("pending");
    }

    /** A request is answered by its mentor. */
    public boolean cancellable() {
        return changeable && (mentee() || state.equals("booked"));
    }

    /** What the other side proposed is answered first. */
    public boolean movable() {
        return changeable && mentee() && !(booking.proposal() != null && myTurn());
    }

    /** Who has cancelled it: me, other or platform. */
    public String cancelledBy() {
        var by = booking.cancelledBy() == null ? "system" : booking.cancelledBy();
        if (by.equals(booking.side())) {
            return "me";
        }
        return by.equals("admin") || by.equals("system") ? "platform" : "other";
    }
}
