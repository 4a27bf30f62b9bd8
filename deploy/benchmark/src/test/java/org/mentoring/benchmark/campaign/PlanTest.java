package org.mentoring.benchmark.campaign;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlanTest {

    private static final int KINDS = 11;

    @Test
    void theSameSeedDrawsTheSameFaults() {
        assertThat(Plan.of(7, 100)).isEqualTo(Plan.of(7, 100)).isNotEqualTo(Plan.of(8, 100));
    }

    @Test
    void moreFaultsBeginAsFewerDo() {
        assertThat(Plan.of(7, 100)).startsWith(Plan.of(7, 20).toArray(Fault[]::new));
    }

    @Test
    void everyKindHappensBeforeOneHappensAgain() {
        LongStream.range(0, 50)
                .forEach(seed -> assertThat(Plan.of(seed, KINDS).stream()
                                .map(Fault::getClass)
                                .distinct())
                        .as("seed %d", seed)
                        // Those of connections, and those of what stands still, are of two kinds each.
                        .hasSize(KINDS - 2));
    }

    @Test
    void everyMailAnswerIsGivenBeforeOneIsGivenAgain() {
        var answers = Fault.MailAnswers.Answer.values();
        assertThat(Plan.of(3, KINDS * answers.length).stream()
                        .filter(Fault.MailAnswers.class::isInstance)
                        .map(fault -> ((Fault.MailAnswers) fault).answer()))
                .containsExactlyInAnyOrder(answers);
    }
}
