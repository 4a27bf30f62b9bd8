package org.mentoring.notification;

import java.sql.Connection;
import java.sql.SQLException;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What a claim of mails costs, which every sender makes again and again. */
@QuarkusTest
@RealParts
class ClaimedMailsTest {

    private static final int CLAIMED = 50;
    private static final int SEARCHES_FOR_EACH = 20;

    /** Seen by nobody else, because the transaction is rolled back. */
    private static final String DUE = """
            INSERT INTO messages (event_source, event_id, kind, booking_id, booking_version, recipient_id, recipient_side,
                                  recipient_email, data, order_key, order_version, created_at, due_at)
            SELECT '/mentoring/notification-service', 'due-' || n, 'session-reminder', uuidv7(), 1, uuidv7(), 'mentee',
                   n || '@example.org', '{}', uuidv7(), 1, now() - interval '1 hour', now() - random() * interval '1 hour'
              FROM generate_series(1, 20000) n
            """;

    private static final String CLAIM =
            "SELECT count(*) FROM claim_mails(uuidv7(), now(), interval '1 minute', interval '5 minutes', ?)";
    private static final String SEARCHES = """
            SELECT sum(pg_stat_get_xact_numscans(indexrelid)) FROM pg_index WHERE indrelid = 'messages'::regclass
            """;

    @Test
    void claimsAFewWithoutLookingAtAllThatAreDue() throws Exception {
        try (var database = TestDatabase.asSuperuser()) {
            database.setAutoCommit(false);
            execute(database, DUE);
            execute(database, "ANALYZE messages");
            var before = TestDatabase.count(database, SEARCHES);
            assertThat(TestDatabase.count(database, CLAIM, CLAIMED)).isEqualTo(CLAIMED);
            assertThat(TestDatabase.count(database, SEARCHES) - before).isLessThan(CLAIMED * SEARCHES_FOR_EACH);
            database.rollback();
        }
    }

    private static void execute(Connection database, String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
