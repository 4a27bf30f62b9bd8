package org.mentoring.kit.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.RealParts;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mentoring.kit.outbox.OutboxFixture.TIMEOUT;
import static org.mentoring.kit.outbox.OutboxFixture.TOPIC;
import static org.mentoring.kit.outbox.OutboxFixture.append;
import static org.mentoring.kit.outbox.OutboxFixture.appendLocked;
import static org.mentoring.kit.outbox.OutboxFixture.awaitPublished;
import static org.mentoring.kit.outbox.OutboxFixture.count;
import static org.mentoring.kit.outbox.OutboxFixture.execute;
import static org.mentoring.kit.outbox.OutboxFixture.parked;
import static org.mentoring.kit.outbox.OutboxFixture.published;
import static org.mentoring.kit.outbox.OutboxFixture.records;
import static org.mentoring.kit.outbox.OutboxFixture.version;

/** Replicas that die or sleep while they hold the lease of the relay. */
@QuarkusTest
@RealParts
class OutboxRelayLeaseTest {

    private final UUID subject = UUID.randomUUID();

    @BeforeEach
    @AfterEach
    void empty() throws SQLException {
        execute("DELETE FROM outbox");
    }

    /** Crash after the claim: nothing is published before the lease has expired, and everything after. */
    @Test
    void takesOverFromAReplicaThatCrashedAfterItsClaim() throws SQLException {
        takeLease(UUID.randomUUID(), "2 seconds");
        append(TOPIC, subject, 1, 1);

        awaitPublished(subject, 1);
        assertThat(records(subject)).hasSize(1);
    }

    /** The clock of the database was set back after somebody took the lease: its end would come too late by as much. */
    @Test
    void takesOverALeaseThatEndsTooFarInTheFuture() throws SQLException {
        takeLease(UUID.randomUUID(), "1 day");
        append(TOPIC, subject, 1, 1);

        awaitPublished(subject, 1);
        assertThat(records(subject)).hasSize(1);
    }

    /** Crash between acknowledgement and mark: the same event comes twice, under the same id. */
    @Test
    void republishesUnderTheSameIdWhatACrashedReplicaHasNotMarked() throws SQLException {
        takeLease(UUID.randomUUID(), "2 seconds");
        var id = append(TOPIC, subject, 1, 1);
        TestTopics.publish(TOPIC, id.toString(), "/mentoring/kit", "org.mentoring.note.written.v1", subject, 1, "{}");

        awaitPublished(subject, 1);
        assertThat(TestTopics.read(TOPIC, 2, record -> subject.toString().equals(record.key())))
                .extracting(record -> TestTopics.header(record, "ce_id"))
                .containsExactly(id.toString(), id.toString());
    }

    /** The replica that slept through the end of its lease comes back with its marks. */
    @Test
    void refusesTheMarksOfAReplicaWhoseLeaseAnotherHasTaken() throws SQLException {
        var dead = UUID.randomUUID();
        var epoch = takeLease(dead, "-1 second");
        await().atMost(TIMEOUT)
                .until(() -> count("SELECT count(*) FROM outbox_lease WHERE holder <> '%s'".formatted(dead)) == 1);
        var id = append("no topic!", subject, 1, 1);

        assertThat(count("SELECT outbox_mark('%s', %d, ARRAY['%s']::uuid[])".formatted(dead, epoch, id)))
                .isZero();
    }

    /** A lease that nobody has taken still fences: what was sent is marked, and not sent again. */
    @Test
    void acceptsMarksAfterTheLeaseExpiredWhileNobodyHasTakenIt() throws SQLException {
        var slow = UUID.randomUUID();
        var id = append("no topic!", subject, 1, 1);
        await().atMost(TIMEOUT).until(() -> parked(id));
        execute("UPDATE outbox SET parked_at = NULL, topic = 'held'");
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            database.setAutoCommit(false);
            statement.execute(
                    "UPDATE outbox_lease SET holder = '%s', epoch = epoch + 1, expires_at = now() - interval '1 s'"
                            .formatted(slow));
            var marked = TestDatabase.count(
                    database,
                    "SELECT outbox_mark('%s', (SELECT epoch FROM outbox_lease), ARRAY['%s']::uuid[])"
                            .formatted(slow, id));
            database.rollback();
            assertThat(marked).isEqualTo(1);
        }
    }

    /** A replica that was frozen past its lease: while another holds it, it publishes nothing, and marks nothing. */
    @Test
    void publishesNothingWhileAnotherHasTakenTheLeaseAndGoesOnInOrderAfterwards() throws SQLException {
        var other = UUID.randomUUID();
        UUID id;
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            database.setAutoCommit(false);
            id = appendLocked(statement, subject);
            assertThat(TestTopics.read(TOPIC, 1, record -> subject.toString().equals(record.key())))
                    .hasSize(1);
            await().atMost(TIMEOUT).until(() -> count("""
                            SELECT count(*) FROM pg_stat_activity WHERE usename = 'kit_app' AND wait_event_type = 'Lock'
                            """) == 1);
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'kit_app'");
            statement.execute("""
                    UPDATE outbox_lease SET holder = '%s', epoch = epoch + 1, expires_at = clock_timestamp() + interval '4 s'
                    """.formatted(other));
            database.commit();
        }
        append(TOPIC, subject, 2, 1);

        await().during(Duration.ofSeconds(1)).atMost(TIMEOUT).until(() -> {
            execute("UPDATE outbox_lease SET expires_at = clock_timestamp() + interval '4 s' WHERE holder = '%s'"
                    .formatted(other));
            return published(subject) == 0;
        });
        assertThat(records(subject)).hasSize(1);
        execute("UPDATE outbox_lease SET expires_at = clock_timestamp() WHERE holder = '%s'".formatted(other));

        awaitPublished(subject, 2);
        // The first was sent and not marked: it comes once more, under its id, before the second.
        assertThat(records(subject)).extracting(OutboxFixture::version).containsExactly(1L, 1L, 2L);
        assertThat(records(subject))
                .filteredOn(record -> version(record) == 1)
                .extracting(record -> TestTopics.header(record, "ce_id"))
                .containsOnly(id.toString());
    }

    /** Long before its end, so that no other replica takes it; and not with every claim, since that is a write. */
    @Test
    void isRenewedInTheSecondHalfOfTheLease() throws SQLException {
        assertThat(minutesLeftAfterAClaim(20)).isGreaterThan(50);
        assertThat(minutesLeftAfterAClaim(40)).isBetween(30L, 40L);
    }

    /** Of a lease of an hour. */
    private static long minutesLeftAfterAClaim(int minutesBefore) throws SQLException {
        var holder = UUID.randomUUID();
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            database.setAutoCommit(false);
            statement.execute(
                    "UPDATE outbox_lease SET holder = '%s', expires_at = clock_timestamp() + interval '%d min'"
                            .formatted(holder, minutesBefore));
            statement.execute("SELECT FROM outbox_claim('%s', interval '1 hour', 1)".formatted(holder));
            var left = TestDatabase.count(
                    database,
                    "SELECT extract(epoch FROM expires_at - clock_timestamp())::bigint / 60 FROM outbox_lease");
            database.rollback();
            return left;
        }
    }

    private static long takeLease(UUID holder, String length) throws SQLException {
        execute("""
                UPDATE outbox_lease SET holder = '%s', epoch = epoch + 1, expires_at = now() + interval '%s'
                """.formatted(holder, length));
        return count("SELECT max(epoch) FROM outbox_lease");
    }
}
