package org.mentoring.benchmark.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.mentoring.benchmark.Measurements;
import org.mentoring.benchmark.ServiceParts;
import org.mentoring.benchmark.ServiceProcess;
import org.mentoring.kit.test.TestDatabase;

/**
 * How fast the relay publishes events that wait in the outbox, against a producer that sends as many records of the same size to
 * the same broker and does nothing else.
 */
public final class RelayBenchmark {

    private static final int EVENTS = 20_000;
    private static final int WARM_UP_ROUNDS = 5;
    private static final int ROUNDS = 5;
    private static final String TOPIC = "mentoring.bookings";
    private static final String BASELINE_TOPIC = "mentoring.availability";
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    /** As long as the event of a booking. */
    private static final String DATA = "{\"text\": \"%s\"}".formatted("x".repeat(1_500));

    private static final String WRITE = """
            INSERT INTO outbox (topic, type, subject, aggregate_version, data)
            SELECT ?, 'org.mentoring.booking.confirmed.v1', gen_random_uuid(), 1, ?::jsonb FROM generate_series(1, ?)
            """;
    private static final String WAITING =
            "SELECT count(*) FROM (SELECT FROM outbox WHERE published_at IS NULL AND parked_at IS NULL LIMIT 1)";

    private RelayBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (var parts = ServiceParts.start("booking");
                var service = ServiceProcess.start("booking-service", parts.settings());
                var producer = producer(parts.settings())) {
            for (var round = 0; round < WARM_UP_ROUNDS; round++) {
                relayed(EVENTS);
                sent(producer, EVENTS);
            }
            var ratios = new ArrayList<Double>();
            for (var round = 1; round <= ROUNDS; round++) {
                var plain = sent(producer, EVENTS);
                var processor = service.processorMillis();
                var relay = relayed(EVENTS);
                ratios.add(relay / plain);
                System.out.printf(
                        "Round %d: producer %,.0f records/s, relay %,.0f events/s (%.2f), %.3f ms of a processor for each in the service%n",
                        round, plain, relay, relay / plain, (double) (service.processorMillis() - processor) / EVENTS);
            }
            var all = Measurements.of(ratios);
            System.out.printf("Relay against producer: %.2f (%.2f to %.2f)%n", all.median(), all.min(), all.max());
        }
    }

    private static KafkaProducer<String, String> producer(Map<String, String> settings) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        settings.get("kafka.bootstrap.servers"),
                        "acks",
                        "all",
                        "enable.idempotence",
                        true),
                new StringSerializer(),
                new StringSerializer());
    }

    /** @return records a second */
    private static double sent(KafkaProducer<String, String> producer, int count) throws Exception {
        var keys = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            keys.add(UUID.randomUUID().toString());
        }
        var began = System.nanoTime();
        var sent = new ArrayList<Future<?>>();
        for (var key : keys) {
            sent.add(producer.send(new ProducerRecord<>(BASELINE_TOPIC, key, DATA)));
        }
        for (var record : sent) {
            record.get();
        }
        return perSecond(count, began);
    }

    /** @return events a second, from their commit until the last one is marked as published */
    private static double relayed(int count) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var write = database.prepareStatement(WRITE)) {
            write.setString(1, TOPIC);
            write.setString(2, DATA);
            write.setInt(3, count);
            write.executeUpdate();
            var began = System.nanoTime();
            Awaitility.await("the relay")
                    .atMost(TIMEOUT)
                    .pollInterval(POLL_INTERVAL)
                    .until(() -> {
                        try (var statement = database.createStatement();
                                var waiting = statement.executeQuery(WAITING)) {
                            return waiting.next() && waiting.getInt(1) == 0;
                        }
                    });
            return perSecond(count, began);
        }
    }

    private static double perSecond(int count, long began) {
        return count / (Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
    }
}
