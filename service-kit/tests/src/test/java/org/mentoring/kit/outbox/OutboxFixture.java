package org.mentoring.kit.outbox;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static org.awaitility.Awaitility.await;

/** Events in the outbox, and what the relay makes of them. */
final class OutboxFixture {

    static final String TOPIC = "mentoring.notes";
    static final Duration TIMEOUT = Duration.ofMinutes(2);

    private OutboxFixture() {}

    static UUID append(String topic, UUID aggregate, int version, int size) throws SQLException {
        return append(topic, aggregate, version, size, "NULL");
    }

    private static UUID append(String topic, UUID aggregate, int version, int size, String parkedAt)
            throws SQLException {
        var id = UUID.randomUUID();
        execute("""
                INSERT INTO outbox (id, topic, type, subject, aggregate_version, data, parked_at)
                VALUES ('%s', '%s', 'org.mentoring.note.written.v1', '%s', %d,
                        jsonb_build_object('text', repeat('x', %d)), %s)
                """.formatted(id, topic, aggregate, version, size, parkedAt));
        return id;
    }

    /** Appends an event that cannot be marked before the transaction ends; nobody is handed it before it is locked. */
    static UUID appendLocked(Statement transaction, UUID aggregate) throws SQLException {
        var before = append(TOPIC, aggregate, 0, 1, "clock_timestamp()");
        var id = append(TOPIC, aggregate, 1, 1);
        transaction.execute("SELECT FROM outbox WHERE id = '%s' FOR UPDATE".formatted(id));
        execute("DELETE FROM outbox WHERE id = '%s'".formatted(before));
        return id;
    }

    static void awaitPublished(UUID aggregate, int events) {
        await().atMost(TIMEOUT).until(() -> published(aggregate) == events);
    }

    static long published(UUID aggregate) throws SQLException {
        return count(
                "SELECT count(*) FROM outbox WHERE subject = '%s' AND published_at IS NOT NULL".formatted(aggregate));
    }

    static boolean parked(UUID id) throws SQLException {
        return count("SELECT count(*) FROM outbox WHERE id = '%s' AND parked_reason IS NOT NULL".formatted(id)) == 1;
    }

    /** What is in the topic of an aggregate, with a marker after it, so that nothing that came before is missed. */
    static List<ConsumerRecord<String, String>> records(UUID aggregate) {
        var found = new ArrayList<ConsumerRecord<String, String>>();
        var end = UUID.randomUUID().toString();
        TestTopics.publish(TOPIC, end, "/test", "end", aggregate, 0, "{}");
        TestTopics.read(TOPIC, 1, record -> {
            var isEnd = end.equals(TestTopics.header(record, "ce_id"));
            if (aggregate.toString().equals(record.key()) && version(record) > 0) {
                found.add(record);
            }
            return isEnd;
        });
        return found;
    }

    static long version(ConsumerRecord<String, String> record) {
        return Long.parseLong(TestTopics.header(record, "ce_aggregateversion"));
    }

    static void execute(String sql) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    static long count(String sql) throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(database, sql);
        }
    }
}
