package org.mentoring.kit.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Whether a topic exists, asked before the first event of it is sent: a producer that is given an event of a missing topic
 * waits for the topic, and everything that is sent after it waits too. A producer of its own asks, which makes the topic where
 * the broker creates topics by itself.
 */
@ApplicationScoped
class TopicCheck {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Map<String, Object> settings;
    private final Map<String, Uni<Void>> topics = new ConcurrentHashMap<>();
    private Producer<String, String> producer;

    TopicCheck(@Identifier("default-kafka-broker") Map<String, Object> settings) {
        this.settings = settings;
    }

    /** Completes when the topic is known to exist; fails as Kafka says otherwise. */
    Uni<Void> exists(String topic) {
        return topics.computeIfAbsent(
                topic,
                name -> describe(name)
                        .onFailure()
                        .invoke(() -> forget(name))
                        .memoize()
                        .indefinitely());
    }

    /** Asks again before the next event of the topic. */
    void forget(String topic) {
        topics.remove(topic);
    }

    private Uni<Void> describe(String topic) {
        return Uni.createFrom()
                .item(() -> producer().partitionsFor(topic))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .replaceWithVoid();
    }

    private synchronized Producer<String, String> producer() {
        if (producer == null) {
            var own = new HashMap<String, Object>();
            settings.forEach((name, value) -> {
                if (ProducerConfig.configNames().contains(name)) {
                    own.put(name, value);
                }
            });
            own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_WAIT.toMillis());
            producer = new KafkaProducer<>(own, new StringSerializer(), new StringSerializer());
        }
        return producer;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }
}
