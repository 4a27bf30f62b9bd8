package org.mentoring.booking;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** How functions that every booking calls are planned: otherwise their cost shows only once tables are large. */
@QuarkusTest
@RealParts
class PlansTest {

    @ParameterizedTest
    @CsvSource({
        "check_most_standing, plan_cache_mode=force_generic_plan",
        "release_expired, plan_cache_mode=force_generic_plan",
        "release_expired, enable_seqscan=off"
    })
    void areSetWhereTheChoiceOfPostgresqlTurnsOutBad(String function, String setting) throws Exception {
        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(
                            database,
                            "SELECT count(*) FROM pg_proc WHERE proname = '%s' AND '%s' = ANY (proconfig)"
                                    .formatted(function, setting)))
                    .isOne();
        }
    }
}
