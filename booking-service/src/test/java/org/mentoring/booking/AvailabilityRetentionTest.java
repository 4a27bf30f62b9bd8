package org.mentoring.booking;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Windows and overrides are deleted once they have been over for 30 days: they count among those that a mentor may have. */
@QuarkusTest
@RealParts
class AvailabilityRetentionTest {

    private final UUID mentor = UUID.randomUUID();

    @Test
    void windowsAreDeletedThirtyDaysAfterTheirEnd() throws Exception {
        try (var database = TestDatabase.asSuperuser()) {
            run(database, """
                    INSERT INTO availability (id, mentor_id, start_time, end_time, status, created_at)
                    SELECT uuidv7(), ?, now() - days * interval '1 day' - interval '1 hour', now() - days * interval '1 day',
                           'available', now() - interval '60 days'
                      FROM unnest(ARRAY[31, 29]) AS days
                    """);

            await().atMost(1, MINUTES)
                    .untilAsserted(() -> assertThat(ages(database, "availability", "now() - end_time"))
                            .containsExactly(29));
        }
    }

    /** A day later than in UTC: by then their last day has ended in every zone. */
    @Test
    void overridesAreDeletedThirtyDaysAfterTheirLastDay() throws Exception {
        try (var database = TestDatabase.asSuperuser()) {
            run(database, """
                    INSERT INTO availability_overrides (id, mentor_id, first_day, last_day, kind, windows)
                    SELECT uuidv7(), ?, today - days, today - days, 'off', '[]'
                      FROM (SELECT (now() AT TIME ZONE 'UTC')::date AS today) CROSS JOIN unnest(ARRAY[33, 29]) AS days
                    """);

            await().atMost(1, MINUTES)
                    .untilAsserted(() -> assertThat(
                                    ages(database, "availability_overrides", "now() AT TIME ZONE 'UTC' - last_day"))
                            .singleElement()
                            .satisfies(age -> assertThat(age).isLessThan(31)));
        }
    }

    private void run(Connection database, String sql) throws SQLException {
        try (var statement = database.prepareStatement(sql)) {
            statement.setObject(1, mentor);
            statement.executeUpdate();
        }
    }

    /** In days. */
    private List<Integer> ages(Connection database, String table, String age) throws SQLException {
        try (var statement = database.prepareStatement(
                "SELECT extract(day FROM %s) FROM %s WHERE mentor_id = ?".formatted(age, table))) {
            statement.setObject(1, mentor);
            try (var rows = statement.executeQuery()) {
                var ages = new ArrayList<Integer>();
                while (rows.next()) {
                    ages.add(rows.getInt(1));
                }
                return ages;
            }
        }
    }
}
