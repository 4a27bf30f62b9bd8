package org.mentoring.local.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mentoring.kit.embedded.KafkaBroker;
import org.mentoring.local.supervisor.Processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Where the consumers of the services go on after a restore, at a real broker. */
@Tag("slow")
class KafkaAfterRestoreTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Instant MOMENT = Instant.now();
    private static final Instant BEFORE = MOMENT.minus(Duration.ofDays(3));
    private static final List<String> TOPICS = List.of(
            "mentoring.users",
            "mentoring.users.user-service-erasure.retry",
            "mentoring.users.notification-service-reports.retry",
            "mentoring.bookings",
            "mentoring.bookings.user-service.retry",
            "mentoring.bookings.user-service.dlq",
            "mentoring.bookings.notification-service-reports.retry");

    @TempDir
    private static Path directory;

    private static Process broker;
    private static String address;

    @BeforeAll
    static void start() throws Exception {
        var port = Ports.free();
        var kafka = new KafkaBroker(directory.resolve("kafka"), port, port + 1, Map.of("num.partitions", "1"));
        kafka.format();
        broker = kafka.launch().start(directory.resolve("kafka.log"));
        await().atMost(TIMEOUT).ignoreExceptions().until(kafka::ready);
        address = "localhost:" + port;
        try (var admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.createTopics(TOPICS.stream()
                            .map(name -> new NewTopic(name, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        publish("mentoring.users", BEFORE);
        publish("mentoring.bookings", BEFORE);
        publish("mentoring.bookings", MOMENT);
        publish("mentoring.bookings.user-service.dlq", BEFORE);
        publish("mentoring.bookings.user-service.dlq", MOMENT);
    }

    @AfterAll
    static void stop() {
        Processes.end(broker.toHandle(), true, Duration.ofSeconds(30));
    }

    @Test
    void consumersSkipExistingEventsExceptErasuresAndRecentDeadLetters() throws Exception {
        try (var kafka = new KafkaAfterRestore(address)) {
            kafka.skipExistingEvents(MOMENT.minus(Duration.ofDays(1)));
        }

        assertThat(offset("user-service", "mentoring.bookings")).isEqualTo(2);
        assertThat(offset("notification-service-reports-bookings", "mentoring.bookings"))
                .isEqualTo(2);
        assertThat(offset(
                        "notification-service-reports-bookings",
                        "mentoring.bookings.notification-service-reports.retry"))
                .isZero();
        assertThat(offset("notification-service-reports-users", "mentoring.users"))
                .isEqualTo(1);
        assertThat(offset("user-service-erasure", "mentoring.users")).isZero();
        assertThat(offset("notification-service-dead-letters", "mentoring.bookings.user-service.dlq"))
                .isEqualTo(1);
    }

    private static void publish(String topic, Instant time) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, null, time.toEpochMilli(), "key", "{}"))
                    .get();
        }
    }

    private static long offset(String group, String topic) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", address))) {
            return admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(topic, 0))
                    .offset();
        }
    }
}
