package org.mentoring.local.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Another system that subscribes to a topic, from when it is created. */
public final class Subscriber implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, String> consumer;
    private final Queue<Received> waiting = new ArrayDeque<>();

    public Subscriber(Addresses addresses, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.kafka()),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy; reading the position performs it.
        partitions.forEach(consumer::position);
    }

    /**
     * An event in Kafka (CloudEvents, binary mode).
     *
     * @param attributes the headers by their names, {@code ce_} and all
     */
    public record Received(String key, Map<String, String> attributes, String data) {

        static Received of(ConsumerRecord<String, String> message) {
            var attributes = new TreeMap<String, String>();
            message.headers().forEach(header -> attributes.put(header.key(), new String(header.value(), UTF_8)));
            return new Received(message.key(), attributes, message.value());
        }

        public JsonNode json() {
            return Answer.parse(data);
        }

        public String type() {
            return attributes.getOrDefault("ce_type", "");
        }
    }

    /** The events since the last call; waits briefly if there are none. */
    public List<Received> poll() {
        var events = new ArrayList<Received>();
        consumer.poll(POLL).forEach(message -> events.add(Received.of(message)));
        return events;
    }

    /** The next event with the key, skipping others; empty if none comes in time. */
    public Optional<Received> next(String key, Duration within) {
        var end = System.nanoTime() + within.toNanos();
        do {
            while (!waiting.isEmpty()) {
                var event = waiting.remove();
                if (key.equals(event.key())) {
                    return Optional.of(event);
                }
            }
            waiting.addAll(poll());
        } while (!waiting.isEmpty() || System.nanoTime() < end);
        return Optional.empty();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
