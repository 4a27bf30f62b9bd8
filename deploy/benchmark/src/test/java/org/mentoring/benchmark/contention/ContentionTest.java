package org.mentoring.benchmark.contention;

import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three instances of the service, clients who want the same and go away in the middle, and one instance that is killed: the
 * short form of {@code ./platform bench contention}.
 */
@Tag("slow")
class ContentionTest {

    private static final long ATTEMPTS = 7_000;

    @Test
    void violatesNoRuleUnderContention() throws Exception {
        var result = Contention.run(Contention.Options.of(ATTEMPTS));

        assertThat(result.violations()).isEmpty();
        assertThat(result.attempts()).hasSize((int) ATTEMPTS);
        assertThat(result.kills()).isOne();
        assertThat(result.abandoned()).isPositive();
        // A run in which nothing succeeds, or nothing is refused, has shown nothing.
        var summary = History.summary(result.attempts());
        assertThat(summary).containsOnlyKeys(Kind.values());
        assertThat(summary)
                .allSatisfy((kind, outcomes) ->
                        assertThat(outcomes).as(kind.name()).containsKey("done").hasSizeGreaterThan(1));
        assertThat(summary.get(Kind.BOOK)).containsKeys("409 slot-taken", "409 mentee-busy", "422 slot-not-offered");
        for (var kind : List.of("complete", "no-show", "contest", "decide")) {
            assertThat(result.reports())
                    .as(kind)
                    .filteredOn(report -> report.kind().equals(kind))
                    .anyMatch(SessionReport::accepted)
                    .anyMatch(report -> report.status() == 409);
        }
        assertThat(summary.values().stream().flatMap(outcomes -> outcomes.keySet().stream()))
                .anyMatch(outcome -> outcome.startsWith("found undone"));
    }
}
