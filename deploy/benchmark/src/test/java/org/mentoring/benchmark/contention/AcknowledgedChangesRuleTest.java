package org.mentoring.benchmark.contention;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.benchmark.contention.Scenario.TEN;

class AcknowledgedChangesRuleTest {

    private final Scenario run = Scenario.instant();

    @Test
    void noticesAnAcknowledgedBookingThatIsMissing() {
        var booking = run.book(run.linus, TEN);
        run.bookings.remove(booking.id());
        run.assertViolation("attempt 1 (BOOK) was acknowledged and booking " + booking.id() + " is missing");
    }

    @Test
    void noticesAnAcknowledgedChangeThatIsMissing() {
        var booking = run.book(run.linus, TEN);
        run.done(Kind.CANCEL, run.linus, booking.id(), null, run.after(booking, "cancelled", TEN));
        run.assertViolation("attempt 2 (CANCEL) was acknowledged and version 2", "is missing");
    }

    @Test
    void noticesABookingThatWasRefusedAndIsThere() {
        run.book(run.linus, TEN);
        run.replaceLast(new Outcome.Refused(409, "slot-taken"));
        run.assertViolation("its key remembers success");
        run.keys.clear();
        run.assertViolation("Booking", "is there and no attempt that was not refused wanted it");
    }

    @Test
    void noticesAChangeWithoutARequest() {
        var booking = run.book(run.linus, TEN);
        run.publish("cancelled", run.after(booking, "cancelled", TEN));
        run.assertViolation("Version 2 of booking " + booking.id() + " (cancelled) is there and has no attempt");
    }

    @Test
    void resolvesAnUnknownOutcomeByItsKey() {
        run.book(run.linus, TEN);
        run.withoutAnswer();
        assertThat(run.violations()).isEmpty();
        run.keys.clear();
        run.assertViolation("no attempt that was not refused wanted it");
    }

    @Test
    void resolvesAnUnknownOutcomeWithoutKeyByTheNote() {
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
        run.assertViolation("were both answered that they made version 2");
    }

    @Test
    void noticesAnAnswerThatDoesNotMatchTheRequest() {
        run.book(run.linus, TEN);
        run.history.add(by(run.ken, run.history.removeLast()));
        run.assertViolation("was answered with something else");
    }

    @Test
    void noticesAMissingOrUnknownKey() {
        run.book(run.linus, TEN);
        var booking = run.keys.values().iterator().next();
        run.keys.clear();
        run.assertViolation("was acknowledged and its key remembers null");
        run.keys.put(UUID.randomUUID().toString(), booking);
        run.assertViolation("is remembered and nobody sent it");
    }

    @Test
    void noticesAnInternalError() {
        run.refuse(Kind.BOOK, run.linus, TEN);
        run.replaceLast(new Outcome.Refused(500, "internal"));
        run.assertViolation("attempt 1 (BOOK) met an internal error");
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
}
