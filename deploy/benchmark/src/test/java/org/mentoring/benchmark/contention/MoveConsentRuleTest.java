package org.mentoring.benchmark.contention;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.benchmark.contention.Scenario.HOUR;
import static org.mentoring.benchmark.contention.Scenario.TEN;

class MoveConsentRuleTest {

    @Test
    void noticesAMoveWithoutConsent() {
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
}
