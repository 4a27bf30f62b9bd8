package org.mentoring.benchmark.contention;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.benchmark.contention.Scenario.HOUR;
import static org.mentoring.benchmark.contention.Scenario.TEN;

class NoOverlapRuleTest {

    private final Scenario run = Scenario.instant();

    @Test
    void noticesTwoBookingsOfAMentorAtTheEnd() {
        run.book(run.linus, TEN);
        run.book(run.ken, TEN.plus(Duration.ofMinutes(30)));
        run.assertViolation("At the end", "of mentor " + run.mentor + " overlap");
    }

    @Test
    void noticesABookingWithinABuffer() {
        run.book(run.linus, TEN);
        run.book(run.ken, TEN.plus(HOUR).plus(Duration.ofMinutes(19)));
        run.assertViolation("At the end", "of mentor " + run.mentor + " overlap");
        var clear = Scenario.instant();
        clear.book(clear.linus, TEN);
        clear.book(clear.ken, TEN.plus(HOUR).plus(Duration.ofMinutes(20)));
        assertThat(clear.violations()).isEmpty();
    }

    @Test
    void noticesAMenteeInTwoSessions() {
        run.book(run.linus, TEN);
        var other = run.book(run.linus, TEN.plus(Duration.ofMinutes(30)));
        run.assertViolation("At the end", "of mentee " + run.linus + " overlap");
        assertThat(other.mentee()).isEqualTo(run.linus);
    }

    @Test
    void noticesAPersonInTwoSessionsInDifferentRoles() {
        run.book(run.linus, TEN);
        run.book(run.mentor, run.otherMentor, TEN.plus(Duration.ofMinutes(30)));
        run.assertViolation("At the end", "of mentor and mentee " + run.mentor + " overlap");
        run.assertViolation("mentor and mentee " + run.mentor + ": attempt 1 (BOOK)", "attempt 2 (BOOK)", "at once");
    }

    @Test
    void noticesASessionAsMenteeWithinTheBufferAsMentor() {
        run.book(run.linus, TEN);
        run.book(run.mentor, run.otherMentor, TEN.plus(HOUR).plus(Duration.ofMinutes(9)));
        run.assertViolation("of mentor and mentee " + run.mentor + " overlap");
        var clear = Scenario.instant();
        clear.book(clear.linus, TEN);
        clear.book(clear.mentor, clear.otherMentor, TEN.plus(HOUR).plus(Duration.ofMinutes(10)));
        assertThat(clear.violations()).isEmpty();
    }

    @Test
    void noticesABookingAtATimeProposedToSomebodyElse() {
        var asked = Scenario.byApproval();
        var confirmed = asked.accept(asked.book(asked.linus, TEN));
        asked.propose(confirmed, asked.linus, TEN.plus(HOUR.multipliedBy(3)));
        asked.book(asked.ken, TEN.plus(HOUR.multipliedBy(3)));
        assertThat(asked.violations())
                .anyMatch(violation -> violation.contains("At the end"))
                .anyMatch(violation -> violation.contains("attempt 3 (PROPOSE)") && violation.contains("at once"));
    }

    @Test
    void noticesADoubleBookingThatWasCancelled() {
        var first = run.book(run.linus, TEN);
        var second = run.book(run.ken, TEN);
        run.cancel(first);
        run.cancel(second);
        run.assertViolation("mentor " + run.mentor + ": attempt 1 (BOOK)", "attempt 2 (BOOK)", "at once");
    }

    @Test
    void acceptsBookingsThatMayHaveBeenConsecutive() {
        var first = run.book(run.linus, TEN);
        run.cancel(first);
        run.atOnce().book(run.ken, TEN);
        assertThat(run.violations()).isEmpty();
    }

    @Test
    void noticesABookingOfASlotHeldBySomebodyElse() {
        run.hold(run.linus, TEN, HOUR);
        run.book(run.ken, TEN);
        run.assertViolation("attempt 1 (HOLD)", "attempt 2 (BOOK)", "at once");
    }

    @Test
    void acceptsThatAHoldEndsByItsHolderOrByExpiry() {
        run.hold(run.linus, TEN, HOUR);
        run.book(run.linus, TEN);
        run.hold(run.ken, TEN.plus(HOUR.multipliedBy(3)), Duration.ofSeconds(5));
        run.book(run.linus, TEN.plus(HOUR.multipliedBy(3)));
        assertThat(run.violations()).isEmpty();
    }
}
