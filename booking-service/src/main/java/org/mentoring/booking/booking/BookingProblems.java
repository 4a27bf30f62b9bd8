package org.mentoring.booking.booking;

import java.util.List;

import org.mentoring.kit.database.DatabaseFailure;
import org.mentoring.kit.problem.Problem.FieldError;
import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.ProblemType;
import org.mentoring.kit.problem.Problems;

/** Why a time cannot be booked. */
final class BookingProblems {

    private static final ProblemType SLOT_TAKEN = new ProblemType("slot-taken", 409, "Somebody has this time already");
    private static final ProblemType MENTEE_BUSY =
            new ProblemType("mentee-busy", 409, "You are in another session at this time");
    private static final ProblemType NOT_OPEN =
            new ProblemType("booking-not-open", 409, "The booking cannot be changed any more");
    private static final ProblemType SLOT_NOT_OFFERED =
            new ProblemType("slot-not-offered", 422, "The mentor does not offer this time");

    private BookingProblems() {}

    /** The problem that a failure of the database stands for; the failure itself where it stands for none of these. */
    static Throwable of(Throwable failure) {
        return switch (DatabaseFailure.constraint(failure).orElse("")) {
            case "bookings_no_overlap_per_mentor" ->
                Problems.of(SLOT_TAKEN, "Somebody was faster, or the session before or after it needs the time.");
            case "bookings_no_overlap_per_mentee" ->
                Problems.of(MENTEE_BUSY, "A person can be in one session at a time.");
            case "bookings_not_with_oneself" -> Problems.invalid("mentor_id", "must be somebody else");
            default -> failure;
        };
    }

    static ProblemException slotNotOffered() {
        return new Refused(SLOT_NOT_OFFERED, "start_time", "is not the start of a slot that can be booked");
    }

    static ProblemException notOpen(String outcome) {
        return Problems.of(
                NOT_OPEN,
                "begun".equals(outcome) ? "Its time has come." : "It has been cancelled, declined or expired.");
    }

    private static final class Refused extends ProblemException {

        private final ProblemType type;
        private final transient List<FieldError> errors;

        Refused(ProblemType type, String field, String message) {
            super(field + " " + message);
            this.type = type;
            this.errors = List.of(new FieldError(field, message));
        }

        @Override
        public ProblemType type() {
            return type;
        }

        @Override
        public List<FieldError> errors() {
            return errors;
        }
    }
}
