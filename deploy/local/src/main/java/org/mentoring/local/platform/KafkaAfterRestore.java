package org.mentoring.local.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.mentoring.kit.embedded.PartFailedException;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Kafka is not restored with the databases: it holds events of changes that are undone. They are read here, so that others can be
 * published in their place, and no consumer reads them any more.
 */
final class KafkaAfterRestore implements AutoCloseable {

    /** The retry topic of a consumer names the topic that it reads, and its group. */
    private static final Pattern RETRY = Pattern.compile("mentoring\\.([a-z]+)\\.([a-z-]+)\\.retry");
    /** A consumer with a group for each topic, named after it. */
    private static final String REPORTS = "notification-service-reports";
    /** The group that reads the dead letters of all consumers. */
    private static final String DEAD_LETTERS = "notification-service-dead-letters";
    /** A group that reads again from the beginning, so that people who left after the moment are erased again. */
    private static final String ERASURES = "-erasure";
    /** In production, events have the time of another clock. */
    private static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofMinutes(5);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String SOURCE = "/mentoring/";

    private final ObjectMapper json = new ObjectMapper();
    private final String servers;
    private final Admin admin;

    KafkaAfterRestore(String servers) {
        this.servers = servers;
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Math.toIntExact(TIMEOUT.toMillis())));
    }

    /**
     * What was published since, as {@code supersede_undone} takes it.
     *
     * @return by service, an array for each partition of a topic, so that all events of an aggregate are in one
     */
    Map<String, List<String>> publishedSince(Instant moment) {
        var found = new HashMap<String, List<String>>();
        try (var consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                new StringDeserializer(),
                new StringDeserializer())) {
            var topics = consumer.listTopics().entrySet().stream()
                    .filter(topic -> topic.getKey().matches("mentoring\\.[a-z]+"))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            var since = moment.minus(MAX_CLOCK_DIFFERENCE).toEpochMilli();
            var begins =
                    consumer.offsetsForTimes(topics.stream().collect(Collectors.toMap(topic -> topic, topic -> since)));
            var ends = consumer.endOffsets(topics);
            for (var topic : topics) {
                OffsetAndTimestamp begin = begins.get(topic);
                if (begin != null) {
                    read(consumer, topic, begin.offset(), ends.get(topic))
                            .forEach((service, events) -> found.computeIfAbsent(service, name -> new ArrayList<>())
                                    .add(events.toString()));
                }
            }
        }
        return found;
    }

    private Map<String, ArrayNode> read(
            KafkaConsumer<String, String> consumer, TopicPartition topic, long from, long end) {
        var events = new HashMap<String, ArrayNode>();
        consumer.assign(List.of(topic));
        consumer.seek(topic, from);
        var until = System.nanoTime() + TIMEOUT.toNanos();
        while (consumer.position(topic) < end) {
            if (System.nanoTime() > until) {
                throw new PartFailedException("Kafka does not return the events of " + topic + ".");
            }
            for (var message : consumer.poll(POLL)) {
                var source = header(message, "ce_source");
                if (source.startsWith(SOURCE)) {
                    events.computeIfAbsent(
                                    source.substring(SOURCE.length()).replaceAll("-service$", ""),
                                    service -> json.createArrayNode())
                            .add(event(message));
                }
            }
        }
        return events;
    }

    private ObjectNode event(ConsumerRecord<String, String> message) {
        try {
            var event = json.createObjectNode();
            event.put("topic", message.topic());
            event.put("id", header(message, "ce_id"));
            event.put("subject", header(message, "ce_subject"));
            event.put("version", Long.parseLong(header(message, "ce_aggregateversion")));
            event.put("type", header(message, "ce_type"));
            event.set("data", json.readTree(message.value()));
            return event;
        } catch (JsonProcessingException e) {
            throw new PartFailedException("An event in " + message.topic() + " is not JSON: " + e.getMessage(), e);
        }
    }

    private static String header(ConsumerRecord<?, ?> message, String name) {
        var header = message.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    /**
     * Sets every consumer of the services behind the existing events, except those of erasures and dead letters, which are read again.
     * No consumer may run.
     *
     * @param parked from when on dead letters are read again: not from the beginning, where those of erased people still are
     */
    void skipExistingEvents(Instant parked) throws InterruptedException {
        try {
            var names = admin.listTopics().names().get();
            var reads = new HashMap<String, List<String>>();
            for (var name : names) {
                var retry = RETRY.matcher(name);
                if (retry.matches()) {
                    reads.computeIfAbsent(group(retry.group(2), retry.group(1)), group -> new ArrayList<>())
                            .addAll(List.of(name, "mentoring." + retry.group(1)));
                } else if (name.startsWith("mentoring.") && name.endsWith(".dlq")) {
                    reads.computeIfAbsent(DEAD_LETTERS, group -> new ArrayList<>())
                            .add(name);
                }
            }
            for (var group : reads.entrySet()) {
                moveTo(group.getKey(), partitions(group.getValue()), where(group.getKey(), parked));
            }
        } catch (ExecutionException e) {
            throw new PartFailedException(
                    "The offsets of consumers could not be changed: "
                            + e.getCause().getMessage(),
                    e);
        }
    }

    private static String group(String consumer, String topic) {
        return consumer.equals(REPORTS) ? consumer + "-" + topic : consumer;
    }

    private static OffsetSpec where(String group, Instant parked) {
        if (group.equals(DEAD_LETTERS)) {
            return OffsetSpec.forTimestamp(parked.toEpochMilli());
        }
        return group.endsWith(ERASURES) ? OffsetSpec.earliest() : OffsetSpec.latest();
    }

    private Collection<TopicPartition> partitions(List<String> topics) throws ExecutionException, InterruptedException {
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    /** A member that was killed is counted until its session has ended. */
    private void moveTo(String group, Collection<TopicPartition> topics, OffsetSpec where)
            throws ExecutionException, InterruptedException {
        var offsets = new HashMap<>(offsets(topics, OffsetSpec.latest()));
        offsets.putAll(offsets(topics, where));
        var until = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            try {
                admin.alterConsumerGroupOffsets(group, offsets).all().get();
                return;
            } catch (ExecutionException inUse) {
                if (System.nanoTime() > until) {
                    throw inUse;
                }
                TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
            }
        }
    }

    /** Without the partitions that have no record there. */
    private Map<TopicPartition, OffsetAndMetadata> offsets(Collection<TopicPartition> topics, OffsetSpec where)
            throws ExecutionException, InterruptedException {
        return admin
                .listOffsets(topics.stream().collect(Collectors.toMap(topic -> topic, topic -> where)))
                .all()
                .get()
                .entrySet()
                .stream()
                .filter(offset -> offset.getValue().offset() >= 0)
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        offset -> new OffsetAndMetadata(offset.getValue().offset())));
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
