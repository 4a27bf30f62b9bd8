package org.mentoring.booking;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** How functions that every booking calls are planned: otherwise their cost shows only once tables are large. */
@QuarkusTest
@RealParts
class FunctionSettingsTest {

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

    /** Row security keeps the overlap of ranges away from indexes, also for the owner of the table. */
    @Test
    void findTakenTimeByItsRangeHoweverMuchWasBookedBefore() throws Exception {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("SET enable_seqscan = off");
            statement.execute("""
                    DO $$ BEGIN EXECUTE format('SET ROLE %I', (SELECT tableowner FROM pg_tables WHERE tablename = 'occupied')); END $$
                    """);
            var plan = new StringBuilder();
            try (var lines = statement.executeQuery("""
                    EXPLAIN SELECT DISTINCT o.booking_id FROM occupied o
                             WHERE o.person = '00000000-0000-4000-8000-000000000001' AND o.during && tstzrange(now(), now() + interval '1 day')
                    """)) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            assertThat(plan.toString()).containsPattern("Index Cond: .*during &&");
        }
    }
}
