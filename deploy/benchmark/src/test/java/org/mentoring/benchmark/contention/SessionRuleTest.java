package org.mentoring.benchmark.contention;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.benchmark.contention.Scenario.HOUR;
import static org.mentoring.benchmark.contention.Scenario.TEN;

class SessionRuleTest {

    private final Scenario run = Scenario.instant();

    @Test
    void noticesASessionThatDiffersFromItsBooking() {
        var booking = run.book(run.linus, TEN);
        var session = run.sessions.remove(booking.id());
        run.assertViolation("Booking " + booking.id() + " has no session");
        run.sessions.put(
                booking.id(), new SessionRow(booking.id(), "cancelled", TEN, booking.end(), session.changes()));
        run.assertViolation("is confirmed, its session cancelled");
        run.assertViolation("was cancelled and there is no event of it");
        run.sessions.put(
                booking.id(),
                new SessionRow(booking.id(), "upcoming", TEN.plus(HOUR), booking.end(), session.changes()));
        run.assertViolation("its session at " + TEN.plus(HOUR));
        run.sessions.put(
                booking.id(),
                new SessionRow(
                        booking.id(), "active", TEN, booking.end(), List.of(new SessionRow.Change("started", 2))));
        run.assertViolation("version 2 (started) came where 1 was due");

        var asked = Scenario.byApproval();
        var request = asked.book(asked.linus, TEN);
        asked.sessions.put(request.id(), session);
        assertThat(asked.violations()).anyMatch(violation -> violation.contains("has a session too early"));
    }
}
