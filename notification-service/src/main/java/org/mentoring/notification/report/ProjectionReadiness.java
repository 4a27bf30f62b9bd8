package org.mentoring.notification.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether the copies hold what had happened when this process first looked. After a downtime a report may be due at once,
 * while the events that it should tell of are still being read.
 */
@ApplicationScoped
class ProjectionReadiness {

    private static final String TOPIC = "mentoring.";
    private static final String GROUP = "notification-service-reports-";
    private static final List<String> COPIED =
            List.of("users", "mentors", "bookings", "sessions", "reviews", "availability");

    private final Map<String, Object> kafka;
    private volatile Admin admin;
    private volatile Map<TopicPartition, Long> wanted;
    private volatile boolean reached;

    ProjectionReadiness(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    /** Once it is so it stays so: what happens later is read as it happens. Fails while Kafka is away. */
    Uni<Boolean> areUpToDate() {
        if (reached) {
            return Uni.createFrom().item(true);
        }
        return wanted().chain(ends -> ends.isEmpty()
                        ? Uni.createFrom().item(true)
                        : read().map(read -> ends.entrySet().stream()
                                .allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue())))
                .invoke(upToDate -> reached = upToDate);
    }

    @PreDestroy
    void close() {
        if (admin != null) {
            admin.close();
        }
    }

    /** How far each partition reached at the first look; those without a record are left out. */
    private Uni<Map<TopicPartition, Long>> wanted() {
        return wanted != null
                ? Uni.createFrom().item(wanted)
                : partitions()
                        .chain(partitions -> offsets(partitions, OffsetSpec.earliest())
                                .chain(starts -> offsets(partitions, OffsetSpec.latest())
                                        .map(ends -> withRecords(starts, ends))))
                        .invoke(ends -> wanted = ends);
    }

    private Uni<List<TopicPartition>> partitions() {
        return uni(() -> admin().listTopics().names())
                .map(names -> COPIED.stream()
                        .map(TOPIC::concat)
                        .filter(names::contains)
                        .toList())
                .chain(topics -> uni(() -> admin().describeTopics(topics).allTopicNames()))
                .map(topics -> topics.values().stream()
                        .flatMap(topic -> topic.partitions().stream()
                                .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                        .toList());
    }

    private Uni<Map<TopicPartition, Long>> offsets(List<TopicPartition> partitions, OffsetSpec which) {
        var wanted = partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which));
        return uni(() -> admin().listOffsets(wanted).all())
                .map(found -> found.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                (Map.Entry<TopicPartition, ListOffsetsResultInfo> offset) ->
                                        offset.getValue().offset())));
    }

    private static Map<TopicPartition, Long> withRecords(
            Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
        var filled = new HashMap<>(ends);
        filled.entrySet().removeIf(end -> end.getValue() <= starts.get(end.getKey()));
        return filled;
    }

    /** How far the groups of the copies have read, and noted it. */
    private Uni<Map<TopicPartition, Long>> read() {
        return Uni.join()
                .all(COPIED.stream().map(this::read).toList())
                .andFailFast()
                .map(groups -> {
                    var read = new HashMap<TopicPartition, Long>();
                    groups.forEach(read::putAll);
                    return read;
                });
    }

    private Uni<Map<TopicPartition, Long>> read(String copied) {
        return uni(() -> admin().listConsumerGroupOffsets(GROUP + copied).partitionsToOffsetAndMetadata())
                .map(offsets -> {
                    var read = new HashMap<TopicPartition, Long>();
                    offsets.forEach((partition, offset) -> read.put(partition, offset == null ? 0 : offset.offset()));
                    return read;
                });
    }

    private static <T> Uni<T> uni(Supplier<KafkaFuture<T>> call) {
        return Uni.createFrom().completionStage(() -> call.get().toCompletionStage());
    }

    private synchronized Admin admin() {
        if (admin == null) {
            var settings = new HashMap<>(kafka);
            settings.keySet().retainAll(AdminClientConfig.configNames());
            admin = Admin.create(settings);
        }
        return admin;
    }
}
