package org.mentoring.booking.booking;

import java.time.Duration;

import org.mentoring.kit.database.DatabaseFailure;
import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.ProblemType;
import org.mentoring.kit.problem.Problems;

/** The problems of bookings and holds, and which outcome of a database function is which. */
final class BookingProblems {

    private static final ProblemType SLOT_TAKEN = new ProblemType("slot-taken", 409, "The time is not available");
    private static final ProblemType MENTEE_BUSY =
            new ProblemType("mentee-busy", 409, "The mentee is in another session at this time");
    private static final ProblemType NOT_OPEN =
            new ProblemType("booking-not-open", 409, "The booking cannot be changed any more");
    private static final ProblemType NOT_CONFIRMED =
            new ProblemType("booking-not-confirmed", 409, "The booking is not confirmed");
    private static final ProblemType TOO_LATE = new ProblemType("too-late", 409, "The change notice period has passed");
    private static final ProblemType PROPOSAL_WAITS =
            new ProblemType("proposal-waits", 409, "A proposed time waits for your answer");
    private static final ProblemType NO_PROPOSAL = new ProblemType("no-proposal", 409, "There is no such proposal");
    private static final ProblemType QUESTION_OPEN =
            new ProblemType("question-open", 409, "A question is not answered yet");
    private static final ProblemType NO_QUESTION =
            new ProblemType("no-question", 409, "No question waits for an answer");
    private static final ProblemType TOO_MANY_QUESTIONS =
            new ProblemType("too-many-questions", 409, "Too many questions about the booking");
    private static final ProblemType TOO_MANY_BOOKINGS =
            new ProblemType("too-many-bookings", 429, "Too many open bookings with this mentor");
    private static final ProblemType TOO_MANY_CHANGES =
            new ProblemType("too-many-changes", 429, "Too many changes with this mentor today");
    private static final ProblemType TOO_MANY_MOVES =
            new ProblemType("too-many-moves", 409, "The booking has been moved too often");
    private static final ProblemType HOLD_USED_UP =
            new ProblemType("hold-used-up", 429, "The hold time for this mentor is used up");
    private static final ProblemType SLOT_NOT_OFFERED =
            new ProblemType("slot-not-offered", 422, "The mentor does not offer this time");

    private static final ProblemType TOO_MANY_HOLDS =
            new ProblemType("too-many-holds", 429, "You hold too many slots at once");
    private static final ProblemType LINK_REFUSED =
            new ProblemType("booking-link-refused", 403, "The link is not valid");

    private static final Duration SCHEDULE_RETRY = Duration.ofSeconds(1);

    private BookingProblems() {}

    /**
     * The problem for a failure of the database; the failure itself if there is none.
     *
     * @param reader who gets the problem
     */
    static Throwable of(Throwable failure, CallerSide reader) {
        if (failure instanceof ScheduleChangedException) {
            return scheduleIsChanging();
        }
        return switch (DatabaseFailure.constraint(failure).orElse("")) {
            case "occupied_one_session_at_a_time" ->
                "mentee".equals(DatabaseFailure.detail(failure).orElse("")) ? menteeBusy(reader) : slotTaken(reader);
            case "mentee_has_most_standing" ->
                limitReached(
                        TOO_MANY_BOOKINGS,
                        "You have reached this mentor's limit of future bookings for one person.",
                        failure);
            case "mentee_has_most_changes" ->
                limitReached(
                        TOO_MANY_CHANGES,
                        "You have reached this mentor's limit of bookings and changes in 24 hours.",
                        failure);
            case "mentee_has_used_up_holds" ->
                limitReached(
                        HOLD_USED_UP,
                        "You have held time of this mentor for 15 minutes in the last 24 hours. Book without a hold.",
                        failure);
            case "booking_has_most_moves" ->
                Problems.of(TOO_MANY_MOVES, "You cannot move this booking again. You can cancel it.");
            case "bookings_not_with_oneself" -> Problems.invalid("mentor_id", "must be somebody else");
            default -> failure;
        };
    }

    static ProblemException scheduleIsChanging() {
        return Problems.unavailable("The mentor is changing the schedule.", SCHEDULE_RETRY);
    }

    private static ProblemException slotTaken(CallerSide reader) {
        return Problems.of(
                SLOT_TAKEN,
                reader == CallerSide.MENTOR
                        ? "You have another session at this time, or the buffer of another session overlaps it."
                        : "The time has been booked, or overlaps another session of the mentor. Choose another time.");
    }

    private static ProblemException menteeBusy(CallerSide reader) {
        return Problems.of(
                MENTEE_BUSY,
                switch (reader) {
                    case MENTEE -> "You have another session at this time. Choose another time.";
                    case MENTOR -> "Your mentee has another session at this time. Choose another time.";
                    case OTHER -> "The mentee has another session at this time. Choose another time.";
                });
    }

    static ProblemException slotNotOffered() {
        return Problems.of(SLOT_NOT_OFFERED, "start_time", "is not the start of a free slot");
    }

    /** @param wait until the first of the caller's holds expires */
    static ProblemException tooManyHolds(int most, Duration wait) {
        return Problems.of(
                TOO_MANY_HOLDS,
                "A person can hold slots of " + most
                        + " mentors at once: book or release one, or wait until one expires.",
                wait.plusSeconds(1));
    }

    /** The problem of an outcome with which a function refused the time. */
    static ProblemException notTaken(String outcome) {
        return switch (outcome) {
            case "unknown_mentor" -> Problems.notFound("mentor");
            case "full" -> full();
            case "no_email" -> Problems.invalid("email", "must be verified by the identity provider first");
            default -> throw new IllegalStateException("Unknown outcome " + outcome);
        };
    }

    /** The mentor can neither host nor be booked now; what was confirmed can still be cancelled. */
    static ProblemException mentorSuspended() {
        return Problems.of(
                ProblemType.MENTOR_SUSPENDED, "A booking with a suspended mentor can only be cancelled or declined.");
    }

    /** There is no calendar entry of what nobody has agreed to. */
    static ProblemException notConfirmed() {
        return Problems.of(NOT_CONFIRMED, "The calendar entry exists once the booking has been confirmed.");
    }

    /** The mentor has as many sessions on that day, or in that week, as the mentor wants. */
    static ProblemException full() {
        return Problems.of(SLOT_NOT_OFFERED, "start_time", "is on a day or in a week that is fully booked");
    }

    /** The problem of an outcome by which a function of the database left a booking as it was. */
    static ProblemException unchanged(String outcome) {
        return switch (outcome) {
            case "unknown" -> Problems.notFound("booking");
            case "full" -> full();
            case "same_time" -> Problems.invalid("start_time", "is the current or the proposed start already");
            case "not_mentor" -> Problems.forbidden("Only the mentor can answer a request.");
            case "not_mentee" -> Problems.forbidden("Only the mentee can answer a question.");
            case "question_open" ->
                Problems.of(
                        QUESTION_OPEN,
                        "The mentee has not answered your last question. You can decide without an answer.");
            case "no_question" -> Problems.of(NO_QUESTION, "There is no question to answer.");
            case "too_many_questions" ->
                Problems.of(TOO_MANY_QUESTIONS, "You have asked three questions. Accept or decline the booking.");
            case "mentor_suspended" -> mentorSuspended();
            case "requested" ->
                Problems.of(NOT_CONFIRMED, "The mentor can only accept or decline it until it is confirmed.");
            case "moved" ->
                Problems.conflict("The mentee has moved the request to another time. Read the booking again.");
            case "answered" -> Problems.of(NOT_OPEN, "The booking has already been accepted.");
            case "not_a_side" ->
                Problems.forbidden("Only the mentor and the mentee can propose a time and answer a proposal.");
            case "own_request" ->
                Problems.of(
                        NOT_CONFIRMED,
                        "The booking is not confirmed yet. Move your request instead of proposing another time.");
            case "proposal_waits" ->
                Problems.of(PROPOSAL_WAITS, "The other side has proposed another time. Accept or decline it first.");
            case "no_proposal" ->
                Problems.of(NO_PROPOSAL, "The proposal has been answered, withdrawn or replaced, or it has expired.");
            case "own_proposal" -> Problems.forbidden("Only the other side can answer your proposal.");
            case "not_own" ->
                Problems.forbidden("Only the side that proposed the time can withdraw it. Decline it instead.");
            case "other_proposal" ->
                Problems.of(NO_PROPOSAL, "Another time has been proposed since. Read the booking again.");
            case "begun" -> Problems.of(NOT_OPEN, "The session has started.");
            case "closed" -> Problems.of(NOT_OPEN, "The booking has been cancelled or declined, or has expired.");
            default -> throw new IllegalStateException("Unknown outcome " + outcome);
        };
    }

    /** The same for whatever is wrong with a link, so that it reveals nothing about bookings and people. */
    static ProblemException linkRefused() {
        return Problems.of(
                LINK_REFUSED, "The link is incomplete, has expired, or is for something else. Sign in instead.");
    }

    static ProblemException notMovedByLink() {
        return Problems.forbidden("A mentor must sign in to move a booking.");
    }

    /** The mentee may not change the booking any more; its mentor may. */
    static ProblemException tooLate(Booking booking) {
        return Problems.of(
                TOO_LATE,
                "You could cancel or move it until " + booking.changeableUntil() + ". Ask the mentor, who still can.");
    }

    /** A limit of the database, whose detail says in how many seconds it resets. */
    private static ProblemException limitReached(ProblemType type, String detail, Throwable failure) {
        var seconds = Long.parseLong(DatabaseFailure.detail(failure).orElseThrow());
        return Problems.of(type, detail, Duration.ofSeconds(seconds));
    }
}
