package org.mentoring.kit.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import static org.awaitility.Awaitility.await;

/** Another system's view of the topics: the events in them, and events from elsewhere. */
public final class TestTopics {

    private static final Duration LONGEST_READ = Duration.ofMinutes(2);

    static volatile String bootstrapServers;
    private static KafkaProducer<String, String> producer;
    private static String producerOf;

    private TestTopics() {}

    /**
     * Reads a topic from its beginning until so many records satisfy the condition.
     *
     * @throws AssertionError if they do not come in time
     */
    public static List<ConsumerRecord<String, String>> read(
            String topic, int count, Predicate<ConsumerRecord<String, String>> wanted) {
        var found = new ArrayList<ConsumerRecord<String, String>>();
        var deadline = Instant.now().plus(LONGEST_READ);
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringDeserializer(),
                new StringDeserializer())) {
            // Without a group, which would have to be joined first.
            consumer.assign(partitions(consumer, topic));
            consumer.seekToBeginning(consumer.assignment());
            while (Instant.now().isBefore(deadline)) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (wanted.test(record)) {
                        found.add(record);
                    }
                });
                if (found.size() >= count) {
                    return found;
                }
            }
        }
        throw new AssertionError("Of " + count + " records in " + topic + " came " + found.size());
    }

    /**
     * The events of an aggregate in their order, once there are so many.
     *
     * @throws AssertionError if they do not come in time, or one breaks the schema of its type
     */
    public static List<ConsumerRecord<String, String>> events(String topic, UUID subject, int count) {
        var events = read(topic, count, event -> subject.toString().equals(event.key()));
        for (var event : events) {
            var breaches = EventContract.breaches(header(event, "ce_type"), event.value());
            if (!breaches.isEmpty()) {
                throw new AssertionError(String.join("\n", breaches));
            }
        }
        return events;
    }

    /** Of a topic that comes to be with the first who asks for it, if it is not there yet. */
    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return await()
                .atMost(LONGEST_READ)
                .pollDelay(Duration.ZERO)
                .until(() -> consumer.partitionsFor(topic), partitions -> !partitions.isEmpty())
                .stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    /** A header of a record as text; null where it is missing. */
    public static String header(ConsumerRecord<String, String> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Publishes a CloudEvent in binary mode. */
    public static void publish(
            String topic, String id, String source, String type, UUID subject, long aggregateVersion, String json) {
        publish(Instant.now(), topic, id, source, type, subject, aggregateVersion, json);
    }

    /** Publishes a CloudEvent of something that happened at that time. */
    public static void publish(
            Instant time,
            String topic,
            String id,
            String source,
            String type,
            UUID subject,
            long aggregateVersion,
            String json) {
        var record = new ProducerRecord<>(topic, subject.toString(), json);
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id,
                        "ce_source",
                        source,
                        "ce_type",
                        type,
                        "ce_subject",
                        subject.toString(),
                        "ce_time",
                        time.toString(),
                        "ce_aggregateversion",
                        Long.toString(aggregateVersion),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        send(record);
    }

    /** Publishes what is no event at all. */
    public static void publishRaw(String topic, String key, String value) {
        send(new ProducerRecord<>(topic, key, value));
    }

    private static void send(ProducerRecord<String, String> record) {
        producer().send(record);
        producer().flush();
    }

    /** One for all tests: connecting takes longer than any of them sends. */
    private static synchronized KafkaProducer<String, String> producer() {
        if (producer == null || !bootstrapServers.equals(producerOf)) {
            producerOf = bootstrapServers;
            producer = new KafkaProducer<>(
                    Map.<String, Object>of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                    new StringSerializer(),
                    new StringSerializer());
        }
        return producer;
    }
}
