package org.mentoring.notification;

import java.sql.SQLException;

import org.assertj.core.api.Assertions;
import org.mentoring.kit.test.TestDatabase;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;

/** The service's tables, seen from the outside. */
final class Rows {

    private Rows() {}

    static long count(String sql, Object... values) {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(database, sql, values);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static void awaitCount(long expected, String sql, Object... values) {
        await().atMost(2, MINUTES)
                .untilAsserted(
                        () -> Assertions.assertThat(count(sql, values)).as(sql).isEqualTo(expected));
    }

    static void execute(String sql, Object... values) {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
