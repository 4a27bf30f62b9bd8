package org.mentoring.kit.erasure;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.RealParts;
import org.mentoring.kit.test.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a replica does while another one erases a person, which locks the row. No erasure succeeds, because the database of these tests
 * has no function {@code erase_data}.
 */
@Tag("slow")
@QuarkusTest
@RealParts
class ErasuresTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int MOST_A_CHECK = 20;

    private final UUID first = UUID.randomUUID();
    private final UUID second = UUID.randomUUID();

    @AfterEach
    void forget() throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("DELETE FROM erased_people");
        }
    }

    @Test
    void postponesOnlyThePersonWhoseErasureFailed() throws SQLException {
        try (var other = TestDatabase.asSuperuser()) {
            note(other, first, 10);
            note(other, second, 11);
            lock(other, first);

            await().atMost(TIMEOUT).until(() -> attempts(second) > 0);
            assertThat(attempts(first)).isZero();
        }
    }

    @Test
    void pollsWhileAnotherReplicaErases() throws SQLException {
        try (var other = TestDatabase.asSuperuser()) {
            note(other, first, 10);
            lock(other, first);
            await().atMost(TIMEOUT).until(() -> count("SELECT count(*) FROM erased_people WHERE due_at <= now()") == 1);

            var looked = new AtomicLong();
            // The statistics of a connection are written once a second.
            await().atMost(TIMEOUT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> {
                        var before = looked.getAndSet(looks());
                        return before > 0 && looked.get() - before < MOST_A_CHECK;
                    });
        }
    }

    private static void note(Connection database, UUID person, int dueInSeconds) throws SQLException {
        try (var statement = database.prepareStatement("INSERT INTO erased_people (user_id, erased_at, due_at)"
                + " VALUES (?, now(), clock_timestamp() + make_interval(secs => ?))")) {
            statement.setObject(1, person);
            statement.setInt(2, dueInSeconds);
            statement.execute();
        }
    }

    /** Until the connection is closed. */
    private static void lock(Connection database, UUID person) throws SQLException {
        database.setAutoCommit(false);
        assertThat(TestDatabase.count(
                        database,
                        "SELECT attempts FROM erased_people WHERE user_id = ? AND due_at > now() FOR UPDATE",
                        person))
                .isZero();
    }

    private static long attempts(UUID person) throws SQLException {
        return count("SELECT attempts FROM erased_people WHERE user_id = '%s'".formatted(person));
    }

    private static long looks() throws SQLException {
        return count(
                "SELECT coalesce(idx_scan, 0) + seq_scan FROM pg_stat_user_tables WHERE relname = 'erased_people'");
    }

    private static long count(String sql) throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(database, sql);
        }
    }
}
