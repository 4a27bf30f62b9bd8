package org.mentoring.benchmark.contention;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.benchmark.contention.Scenario.HOUR;
import static org.mentoring.benchmark.contention.Scenario.TEN;

class EventOrderRuleTest {

    private final Scenario run = Scenario.instant();

    @Test
    void noticesAGapInTheVersionsOfEvents() {
        var booking = run.book(run.linus, TEN);
        run.move(booking, TEN.plus(HOUR));
        run.events.get(booking.id()).removeFirst();
        run.assertViolation("version 2 (rescheduled) came where 1 was due");
        run.assertViolation("attempt 1 (BOOK) was acknowledged and there is no event of version 1");
    }

    @Test
    void noticesEventsOutOfOrder() {
        var booking = run.book(run.linus, TEN);
        run.move(booking, TEN.plus(HOUR));
        run.events.put(booking.id(), run.events.get(booking.id()).reversed());
        run.assertViolation("version 1 (confirmed) came where 3 was due");
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
        run.assertViolation("rescheduled came after cancelled");
    }

    @Test
    void noticesARequestThatExpiredEarly() {
        var asked = Scenario.byApproval();
        var request = asked.book(asked.linus, TEN);
        asked.expire(request, request.expiresAt().minusMillis(1));
        assertThat(asked.violations()).singleElement().asString().contains("before " + request.expiresAt());
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
    void noticesARowThatDiffersFromTheLastEvent() {
        var booking = run.book(run.linus, TEN);
        run.bookings.put(booking.id(), run.after(booking, "cancelled", TEN));
        run.assertViolation("The last event of booking " + booking.id());
        run.bookings.remove(booking.id());
        run.assertViolation("There are events of booking " + booking.id() + ", which is missing");
    }

    @Test
    void noticesABookingWithoutEvents() {
        run.events.remove(run.book(run.linus, TEN).id());
        run.assertViolation("is there and there is no event of it");
    }
}
