package org.mentoring.benchmark.campaign;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FaultScheduleTest {

    private static final int KINDS = 11;

    @Test
    void theSameSeedSelectsTheSameFaults() {
        assertThat(FaultSchedule.of(7, 100)).isEqualTo(FaultSchedule.of(7, 100)).isNotEqualTo(FaultSchedule.of(8, 100));
    }

    @Test
    void aLongerScheduleStartsWithTheShorterOne() {
        assertThat(FaultSchedule.of(7, 100)).startsWith(FaultSchedule.of(7, 20).toArray(Fault[]::new));
    }

    @Test
    void everyKindIsUsedBeforeOneIsRepeated() {
        LongStream.range(0, 50)
                .forEach(seed -> assertThat(FaultSchedule.of(seed, KINDS).stream()
                                .map(Fault::getClass)
                                .distinct())
                        .as("seed %d", seed)
                        // Those of connections, and those of what stands still, are of two kinds each.
                        .hasSize(KINDS - 2));
    }

    @Test
    void everyMailAnswerIsUsedBeforeOneIsRepeated() {
        var answers = Fault.MailAnswers.Answer.values();
        assertThat(FaultSchedule.of(3, KINDS * answers.length).stream()
                        .filter(Fault.MailAnswers.class::isInstance)
                        .map(fault -> ((Fault.MailAnswers) fault).answer()))
                .containsExactlyInAnyOrder(answers);
    }
}
