package org.mentoring.web.bookings;

import java.util.List;
import java.util.Locale;

import org.mentoring.web.api.model.Booking;
import org.mentoring.web.api.model.Question;
import org.mentoring.web.book.Summary;
import org.mentoring.web.book.TimeSelection;

/**
 * A booking from the view of one of its sides.
 *
 * @param side mentee, mentor, or admin for people who are neither
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

    /** The reader. */
    public enum Side {
        MENTEE,
        MENTOR,
        ADMIN;

        /** The value in the API. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The name of the other side; for an admin the mentor's. */
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

    /** The address at which another session of the same type with this mentor is booked. */
    public String bookAgain() {
        return TimeSelection.nothing()
                .ofType(booking.sessionType())
                .address("/mentors/" + booking.mentorId() + "/book");
    }

    /** Whether the reader has proposed another time. */
    public boolean proposedByMe() {
        return booking.proposal() != null && booking.proposal().proposedBy().equals(side.key());
    }

    /** Whether the reader has to answer. */
    public boolean myTurn() {
        return booking.proposal() != null ? !admin() && !proposedByMe() : mentor() && state.equals("pending");
    }

    /** Whether the reader has to answer a question of the mentor. */
    public boolean asked() {
        return mentee() && OwnBookings.asked(booking);
    }

    /** Whether the reader may ask the mentee something. */
    public boolean askable() {
        return mentor() && OwnBookings.askable(booking);
    }

    /** Whether the answer to the question of the reader is still to come. */
    public boolean waitsForAnswer() {
        return mentor() && OwnBookings.asked(booking);
    }

    /** The question that the reader has to answer; null for none. */
    public Question openQuestion() {
        return asked() && booking.questions() != null ? booking.questions().getLast() : null;
    }

    /** The other questions. */
    public List<Question> otherQuestions() {
        var questions = booking.questions() == null ? List.<Question>of() : booking.questions();
        return openQuestion() == null ? questions : questions.subList(0, questions.size() - 1);
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
