package org.mentoring.benchmark.contention;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.benchmark.contention.Scenario.TEN;

/** Histories made by hand: what is right is let pass, and every rule that is broken is noticed. */
class HistoryCheckerTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Scenario run = Scenario.instant();

    @Test
    void letsPassWhatIsRight() {
        var booking = run.book(run.linus, TEN);
        run.refuse(Kind.BOOK, run.ken, TEN);
        var moved = run.move(booking, TEN.plus(HOUR.multipliedBy(2)));
        run.book(run.ken, TEN);
        run.cancel(moved);
        run.hold(run.linus, TEN.plus(HOUR.multipliedBy(2)), HOUR);
        assertThat(run.violations()).isEmpty();

        var asked = Scenario.byApproval();
        var request = asked.book(asked.linus, TEN);
        asked.accept(asked.move(request, TEN.plus(HOUR)));
        var unanswered = asked.book(asked.ken, TEN.plus(HOUR.multipliedBy(5)));
        asked.expire(unanswered, unanswered.expiresAt());
        assertThat(asked.violations()).isEmpty();
    }

    @Test
    void noticesTwoBookingsOfAMentorAtTheEnd() {
        run.book(run.linus, TEN);
        run.book(run.ken, TEN.plus(Duration.ofMinutes(30)));
        assertViolation("At the end", "of mentor " + run.mentor + " overlap");
    }

    @Test
    void noticesABufferThatIsNotKept() {
        run.book(run.linus, TEN);
        run.book(run.ken, TEN.plus(HOUR).plus(Duration.ofMinutes(19)));
        assertViolation("At the end", "of mentor " + run.mentor + " overlap");
        var clear = Scenario.instant();
        clear.book(clear.linus, TEN);
        clear.book(clear.ken, TEN.plus(HOUR).plus(Duration.ofMinutes(20)));
        assertThat(clear.violations()).isEmpty();
    }

    @Test
    void noticesAMenteeInTwoSessions() {
        run.book(run.linus, TEN);
        var other = run.book(run.linus, TEN.plus(Duration.ofMinutes(30)));
        assertViolation("At the end", "of mentee " + run.linus + " overlap");
        assertThat(other.mentee()).isEqualTo(run.linus);
    }

    @Test
    void noticesAPersonInTwoSessionsInDifferentRoles() {
        run.book(run.linus, TEN);
        run.book(run.mentor, run.otherMentor, TEN.plus(Duration.ofMinutes(30)));
        assertViolation("At the end", "of mentor and mentee " + run.mentor + " overlap");
        assertViolation("mentor and mentee " + run.mentor + ": attempt 1 (BOOK)", "attempt 2 (BOOK)", "at once");
    }

    @Test
    void noticesThatTheBufferOfWhoIsMentorIsNotKeptInASessionAsMentee() {
        run.book(run.linus, TEN);
        run.book(run.mentor, run.otherMentor, TEN.plus(HOUR).plus(Duration.ofMinutes(9)));
        assertViolation("of mentor and mentee " + run.mentor + " overlap");
        var clear = Scenario.instant();
        clear.book(clear.linus, TEN);
        clear.book(clear.mentor, clear.otherMentor, TEN.plus(HOUR).plus(Duration.ofMinutes(10)));
        assertThat(clear.violations()).isEmpty();
    }

    @Test
    void letsPassProposalsThatAreAnsweredInEachWay() {
        var asked = Scenario.byApproval();
        var confirmed = asked.accept(asked.book(asked.linus, TEN));
        var declined = asked.declineProposal(
                asked.propose(confirmed, asked.linus, TEN.plus(Duration.ofMinutes(30))), asked.mentor);
        var proposed = asked.propose(declined, asked.mentor, TEN.plus(HOUR.multipliedBy(3)));
        var moved = asked.acceptProposal(proposed, asked.linus);
        asked.accept(asked.book(asked.ken, TEN));
        var last = asked.propose(moved, asked.linus, TEN.plus(HOUR.multipliedBy(6)));
        asked.expireProposal(last, last.proposal().expiresAt());
        asked.accept(asked.book(asked.ken, TEN.plus(HOUR.multipliedBy(6))));
        assertThat(asked.violations()).isEmpty();
    }

    @Test
    void noticesThatAProposedTimeWasGivenAway() {
        var asked = Scenario.byApproval();
        var confirmed = asked.accept(asked.book(asked.linus, TEN));
        asked.propose(confirmed, asked.linus, TEN.plus(HOUR.multipliedBy(3)));
        asked.book(asked.ken, TEN.plus(HOUR.multipliedBy(3)));
        assertThat(asked.violations())
                .anyMatch(violation -> violation.contains("At the end"))
                .anyMatch(violation -> violation.contains("attempt 3 (PROPOSE)") && violation.contains("at once"));
    }

    @Test
    void noticesAMoveToWhichNobodyHasAgreed() {
        var asked = Scenario.byApproval();
        var confirmed = asked.accept(asked.book(asked.linus, TEN));
        asked.move(confirmed, TEN.plus(HOUR));
        assertThat(asked.violations())
                .singleElement()
                .asString()
                .contains("attempt 3 (RESCHEDULE) moved booking " + confirmed.id(), "to which nobody had agreed");

        var own = Scenario.byApproval();
        var proposed = own.propose(own.accept(own.book(own.linus, TEN)), own.linus, TEN.plus(HOUR));
        own.acceptProposal(proposed, own.linus);
        assertThat(own.violations()).anyMatch(violation -> violation.contains("to which nobody had agreed"));
    }

    @Test
    void noticesAProposalThatExpiredEarlyOrMovedTheBooking() {
        var asked = Scenario.byApproval();
        var proposed = asked.propose(asked.accept(asked.book(asked.linus, TEN)), asked.linus, TEN.plus(HOUR));
        asked.expireProposal(proposed, proposed.proposal().expiresAt().minusMillis(1));
        assertThat(asked.violations())
                .singleElement()
                .asString()
                .contains("before " + proposed.proposal().expiresAt());

        var moved = Scenario.byApproval();
        var waiting = moved.propose(moved.accept(moved.book(moved.linus, TEN)), moved.linus, TEN.plus(HOUR));
        moved.done(
                Kind.DECLINE_PROPOSAL,
                moved.mentor,
                waiting.id(),
                null,
                moved.after(waiting, "confirmed", TEN.plus(HOUR)));
        moved.publish("move-declined", moved.after(waiting, "confirmed", TEN.plus(HOUR)));
        assertThat(moved.violations())
                .anyMatch(violation -> violation.contains("move-declined came after move-proposed"));
    }

    @Test
    void noticesADoubleBookingOfWhichNothingIsLeft() {
        var first = run.book(run.linus, TEN);
        var second = run.book(run.ken, TEN);
        run.cancel(first);
        run.cancel(second);
        assertViolation("mentor " + run.mentor + ": attempt 1 (BOOK)", "attempt 2 (BOOK)", "at once");
    }

    @Test
    void doubtsNothingOfWhatMayHaveBeenOneAfterTheOther() {
        var first = run.book(run.linus, TEN);
        run.cancel(first);
        run.atOnce().book(run.ken, TEN);
        assertThat(run.violations()).isEmpty();
    }

    @Test
    void noticesThatAHeldSlotWasGivenAway() {
        run.hold(run.linus, TEN, HOUR);
        run.book(run.ken, TEN);
        assertViolation("attempt 1 (HOLD)", "attempt 2 (BOOK)", "at once");
    }

    @Test
    void letsAHoldGiveWayToItsHolderAndToTime() {
        run.hold(run.linus, TEN, HOUR);
        run.book(run.linus, TEN);
        run.hold(run.ken, TEN.plus(HOUR.multipliedBy(3)), Duration.ofSeconds(5));
        run.book(run.linus, TEN.plus(HOUR.multipliedBy(3)));
        assertThat(run.violations()).isEmpty();
    }

    @Test
    void noticesADayBeyondItsLimit() {
        var limited = Scenario.withAtMost(1);
        limited.book(limited.linus, TEN);
        var second = limited.book(limited.ken, TEN.plus(HOUR.multipliedBy(3)));
        assertThat(limited.violations()).anyMatch(violation -> violation.contains("has 2 bookings of at most 1"));
        limited.cancel(second);
        assertThat(limited.violations()).singleElement().asString().contains("is number 2 of at most 1");
    }

    @Test
    void noticesAnAcknowledgedBookingThatIsMissing() {
        var booking = run.book(run.linus, TEN);
        run.bookings.remove(booking.id());
        assertViolation("attempt 1 (BOOK) was acknowledged and booking " + booking.id() + " is missing");
    }

    @Test
    void noticesAnAcknowledgedChangeThatIsMissing() {
        var booking = run.book(run.linus, TEN);
        run.done(Kind.CANCEL, run.linus, booking.id(), null, run.after(booking, "cancelled", TEN));
        assertViolation("attempt 2 (CANCEL) was acknowledged and version 2", "is missing");
    }

    @Test
    void noticesABookingThatWasRefusedAndIsThere() {
        run.book(run.linus, TEN);
        run.replaceLast(new Outcome.Refused(409, "slot-taken"));
        assertViolation("its key remembers success");
        run.keys.clear();
        assertViolation("Booking", "is there and no attempt that was not refused wanted it");
    }

    @Test
    void noticesAChangeThatNobodyAskedFor() {
        var booking = run.book(run.linus, TEN);
        run.publish("cancelled", run.after(booking, "cancelled", TEN));
        assertViolation("Version 2 of booking " + booking.id() + " (cancelled) is there and has no attempt");
    }

    @Test
    void findsOutByTheKeyWhatAClientDoesNotKnow() {
        run.book(run.linus, TEN);
        run.withoutAnswer();
        assertThat(run.violations()).isEmpty();
        run.keys.clear();
        assertViolation("no attempt that was not refused wanted it");
    }

    @Test
    void findsOutByTheNoteWhatAClientWithoutAKeyDoesNotKnow() {
        run.cancel(run.book(run.linus, TEN));
        var attempt = run.history.removeFirst();
        run.keys.remove(attempt.key());
        run.history.addFirst(withoutKey(attempt.with(new Outcome.Unknown(""))));
        assertThat(run.violations()).isEmpty();
    }

    @Test
    void noticesTwoAnswersForOneChange() {
        var booking = run.book(run.linus, TEN);
        var cancelled = run.cancel(booking);
        run.done(Kind.CANCEL, run.mentor, booking.id(), null, cancelled);
        assertViolation("were both answered that they made version 2");
    }

    @Test
    void noticesAnAnswerToAnotherQuestion() {
        run.book(run.linus, TEN);
        run.history.add(by(run.ken, run.history.removeLast()));
        assertViolation("was answered with something else");
    }

    @Test
    void noticesAKeyThatWasForgottenOrNeverSent() {
        run.book(run.linus, TEN);
        var booking = run.keys.values().iterator().next();
        run.keys.clear();
        assertViolation("was acknowledged and its key remembers null");
        run.keys.put(UUID.randomUUID().toString(), booking);
        assertViolation("is remembered and nobody sent it");
    }

    @Test
    void noticesAnInternalError() {
        run.refuse(Kind.BOOK, run.linus, TEN);
        run.replaceLast(new Outcome.Refused(500, "internal"));
        assertViolation("attempt 1 (BOOK) met an internal error");
    }

    @Test
    void noticesAGapInTheVersionsOfEvents() {
        var booking = run.book(run.linus, TEN);
        run.move(booking, TEN.plus(HOUR));
        run.events.get(booking.id()).removeFirst();
        assertViolation("version 2 (rescheduled) came where 1 was due");
        assertViolation("attempt 1 (BOOK) was acknowledged and there is no event of version 1");
    }

    @Test
    void noticesEventsOutOfOrder() {
        var booking = run.book(run.linus, TEN);
        run.move(booking, TEN.plus(HOUR));
        run.events.put(booking.id(), run.events.get(booking.id()).reversed());
        assertViolation("version 1 (confirmed) came where 3 was due");
    }

    @Test
    void noticesAnIllegalTransition() {
        var asked = Scenario.byApproval();
        var request = asked.book(asked.linus, TEN);
        var expired = asked.expire(request, request.expiresAt());
        asked.accept(expired);
        assertThat(asked.violations()).anyMatch(violation -> violation.contains("confirmed came after expired"));
        var cancelled = run.cancel(run.book(run.linus, TEN));
        run.move(cancelled, TEN.plus(HOUR));
        assertViolation("rescheduled came after cancelled");
    }

    @Test
    void noticesARequestThatExpiredEarly() {
        var asked = Scenario.byApproval();
        var request = asked.book(asked.linus, TEN);
        asked.expire(request, request.expiresAt().minusMillis(1));
        assertThat(asked.violations()).singleElement().asString().contains("before " + request.expiresAt());
    }

    @Test
    void noticesARowThatIsNotWhatTheLastEventTells() {
        var booking = run.book(run.linus, TEN);
        run.bookings.put(booking.id(), run.after(booking, "cancelled", TEN));
        assertViolation("The last event of booking " + booking.id());
        run.bookings.remove(booking.id());
        assertViolation("There are events of booking " + booking.id() + ", which is missing");
    }

    @Test
    void noticesABookingOfWhichNothingWasTold() {
        run.events.remove(run.book(run.linus, TEN).id());
        assertViolation("is there and there is no event of it");
    }

    @Test
    void noticesASessionThatIsNotWhatItsBookingIs() {
        var booking = run.book(run.linus, TEN);
        var session = run.sessions.remove(booking.id());
        assertViolation("Booking " + booking.id() + " has no session");
        run.sessions.put(
                booking.id(), new SessionRow(booking.id(), "cancelled", TEN, booking.end(), session.changes()));
        assertViolation("is confirmed, its session cancelled");
        assertViolation("was cancelled and there is no event of it");
        run.sessions.put(
                booking.id(),
                new SessionRow(booking.id(), "upcoming", TEN.plus(HOUR), booking.end(), session.changes()));
        assertViolation("its session at " + TEN.plus(HOUR));
        run.sessions.put(
                booking.id(),
                new SessionRow(
                        booking.id(), "active", TEN, booking.end(), List.of(new SessionRow.Change("started", 2))));
        assertViolation("version 2 (started) came where 1 was due");

        var asked = Scenario.byApproval();
        var request = asked.book(asked.linus, TEN);
        asked.sessions.put(request.id(), session);
        assertThat(asked.violations()).anyMatch(violation -> violation.contains("has a session too early"));
    }

    @Test
    void noticesMoreBookingsOfAMenteeThanTheMentorWantsOfOnePerson() {
        for (var hour = 0; hour < 3 * Scenario.MOST_STANDING; hour += 3) {
            run.book(run.linus, TEN.plus(HOUR.multipliedBy(hour)));
        }
        assertThat(run.violations()).isEmpty();
        var last = run.book(run.linus, TEN.plus(HOUR.multipliedBy(20)));
        assertViolation("At the end", "mentee " + run.linus, "has 4 bookings of at most 3");
        run.cancel(last);
        assertViolation("(BOOK)", "mentee " + run.linus, "has 4 bookings of at most 3");
    }

    @Test
    void noticesThatABookingWasMovedTooOften() {
        var moved = run.move(run.book(run.linus, TEN), TEN.plus(HOUR));
        moved = run.move(moved, TEN.plus(HOUR.multipliedBy(2)));
        assertThat(run.violations()).isEmpty();
        run.move(moved, TEN.plus(HOUR.multipliedBy(3)));
        assertViolation("Booking " + moved.id(), "was moved 3 times of at most 2 by " + run.linus);
    }

    private static Attempt by(UUID caller, Attempt attempt) {
        return changed(attempt, caller, attempt.key());
    }

    private static Attempt withoutKey(Attempt attempt) {
        return changed(attempt, attempt.caller(), null);
    }

    private static Attempt changed(Attempt attempt, UUID caller, String key) {
        return new Attempt(
                attempt.number(),
                attempt.kind(),
                caller,
                attempt.mentor(),
                attempt.target(),
                key,
                attempt.start(),
                attempt.invoked(),
                attempt.ended(),
                attempt.outcome());
    }

    private void assertViolation(String... parts) {
        assertThat(run.violations())
                .anySatisfy(violation -> assertThat(violation).contains(parts));
    }
}
