package org.mentoring.benchmark.contention;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.benchmark.contention.Scenario.HOUR;
import static org.mentoring.benchmark.contention.Scenario.TEN;

/** Histories made by hand: what is right is let pass. The test of each rule is called after it. */
class HistoryCheckerTest {

    private final Scenario run = Scenario.instant();

    @Test
    void acceptsACorrectHistory() {
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
    void acceptsProposalsWithEveryAnswer() {
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
}
