package org.mentoring.benchmark.contention;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import io.vertx.core.json.JsonObject;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static org.awaitility.Awaitility.await;

/** Waits until nothing is in progress, and reads the final state: from the database, and from Kafka as subscribers do. */
final class FinalStateReader {

    private static final String UNFINISHED = """
            SELECT (SELECT count(*) FROM outbox WHERE published_at IS NULL)
                   + (SELECT count(*) FROM bookings WHERE status IN ('held', 'pending') OR proposed_by IS NOT NULL)
            """;
    private static final String BUSY_CONNECTIONS = """
            SELECT count(*) FROM pg_stat_activity
             WHERE usename = current_database() || '_app' AND (state <> 'idle' OR xact_start IS NOT NULL)
            """;

    private FinalStateReader() {}

    static FinalState collect(Map<String, String> settings, Duration timeout) throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            await("for the outbox to be published and requests to expire")
                    .atMost(timeout)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> TestDatabase.count(database, UNFINISHED) == 0);
            await("for every connection to be given back")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> TestDatabase.count(database, BUSY_CONNECTIONS) == 0);
            var bookings = bookings(database);
            var events = new HashMap<UUID, List<Event>>();
            readTopic(
                    settings,
                    "mentoring.bookings",
                    record -> events.computeIfAbsent(UUID.fromString(record.key()), id -> new ArrayList<>(4))
                            .add(event(record)));
            var changes = new HashMap<UUID, List<SessionRow.Change>>();
            readTopic(
                    settings,
                    "mentoring.sessions",
                    record -> changes.computeIfAbsent(UUID.fromString(record.key()), id -> new ArrayList<>(2))
                            .add(new SessionRow.Change(what(record), version(record))));
            return new FinalState(bookings, sessions(database, changes), events, keys(database));
        }
    }

    private static Map<UUID, BookingState> bookings(Connection database) throws SQLException {
        var bookings = new HashMap<UUID, BookingState>();
        forEachRow(database, "SELECT booking_json(b)::text FROM bookings b WHERE status <> 'held'", row -> {
            var booking = BookingJson.booking(new JsonObject(row.getString(1)));
            bookings.put(booking.id(), booking);
        });
        return bookings;
    }

    private static Map<UUID, SessionRow> sessions(Connection database, Map<UUID, List<SessionRow.Change>> changes)
            throws SQLException {
        var sessions = new HashMap<UUID, SessionRow>();
        forEachRow(database, "SELECT id, booking_id, status, start_time, end_time FROM mentoring_sessions", row -> {
            var id = row.getObject(1, UUID.class);
            var booking = row.getObject(2, UUID.class);
            sessions.put(
                    booking,
                    new SessionRow(
                            booking,
                            row.getString(3),
                            row.getObject(4, OffsetDateTime.class).toInstant(),
                            row.getObject(5, OffsetDateTime.class).toInstant(),
                            changes.getOrDefault(id, List.of())));
        });
        return sessions;
    }

    private static Map<String, BookingState> keys(Connection database) throws SQLException {
        var keys = new HashMap<String, BookingState>();
        forEachRow(
                database,
                "SELECT key, body::text FROM idempotency_keys",
                row -> keys.put(row.getString(1), BookingJson.booking(new JsonObject(row.getString(2)))));
        return keys;
    }

    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    static void forEachRow(Connection database, String sql, RowReader reader) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    /** Reads all records of a topic; duplicates, which a crash may cause, are skipped. */
    static void readTopic(Map<String, String> settings, String topic, Consumer<ConsumerRecord<String, String>> reader) {
        var config = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.get("kafka.bootstrap.servers"),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        Set<String> seen = new HashSet<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    if (seen.add(TestTopics.header(record, "ce_id"))) {
                        reader.accept(record);
                    }
                }
            }
        }
    }

    private static Event event(ConsumerRecord<String, String> record) {
        var body = new JsonObject(record.value());
        return new Event(
                "expired".equals(body.getString("proposal_outcome")) ? "move-expired" : what(record),
                version(record),
                OffsetDateTime.parse(TestTopics.header(record, "ce_time")).toInstant(),
                BookingJson.booking(body));
    }

    private static String what(ConsumerRecord<String, String> record) {
        var type = TestTopics.header(record, "ce_type").split("\\.");
        return type[type.length - 2];
    }

    private static long version(ConsumerRecord<String, String> record) {
        return Long.parseLong(TestTopics.header(record, "ce_aggregateversion"));
    }
}
