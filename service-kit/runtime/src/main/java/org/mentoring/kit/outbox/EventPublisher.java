package org.mentoring.kit.outbox;

import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.mutiny.sqlclient.Row;
import org.apache.commons.lang3.StringUtils;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.mentoring.kit.event.Traceparent;

/** Sends one event to Kafka, and tells a refusal that stays from a failure that passes. */
@ApplicationScoped
class EventPublisher {

    /** What the broker, or the client on its behalf, says about this event alone, and says again however often it is asked. */
    private static final List<Class<? extends Throwable>> REFUSALS = List.of(
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            InvalidTopicException.class,
            org.apache.kafka.common.InvalidRecordException.class,
            SerializationException.class);

    private static final int LONGEST_REASON = 500;

    private final MutinyEmitter<String> emitter;
    private final URI source;
    private final TopicCheck topics;
    private final Duration missingTopicGrace;
    private final Map<String, Long> missingSince = new ConcurrentHashMap<>();

    EventPublisher(
            OutboxConfig config,
            TopicCheck topics,
            @ConfigProperty(name = "quarkus.application.name") String application,
            @Channel("outbox") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<String> emitter) {
        this.topics = topics;
        this.source = URI.create("/mentoring/" + application);
        this.emitter = emitter;
        this.missingTopicGrace = config.missingTopicGrace();
    }

    /** What became of an event that was sent. */
    sealed interface Outcome {}

    /** The broker has it. */
    record Published() implements Outcome {}

    /** The broker will not take it, however often it is sent. */
    record Refused(String reason) implements Outcome {}

    /** It may go better next time. */
    record Failed(Throwable failure) implements Outcome {}

    Uni<Outcome> publish(Row event) {
        var topic = event.getString("topic");
        return topics.exists(topic)
                .invoke(() -> missingSince.remove(topic))
                .chain(() -> emitter.sendMessage(message(event)))
                .<Outcome>replaceWith(new Published())
                .onFailure()
                .recoverWithItem(failure -> outcome(topic, failure));
    }

    private Outcome outcome(String topic, Throwable failure) {
        topics.forget(topic);
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownTopicOrPartitionException) {
                return missing(topic, failure);
            }
            if (REFUSALS.contains(cause.getClass())) {
                return new Refused(reason(cause));
            }
        }
        return new Failed(failure);
    }

    private Outcome missing(String topic, Throwable failure) {
        var since = missingSince.computeIfAbsent(topic, name -> System.nanoTime());
        return System.nanoTime() - since < missingTopicGrace.toNanos()
                ? new Failed(failure)
                : new Refused("There is no topic " + topic + ".");
    }

    private static String reason(Throwable cause) {
        return StringUtils.truncate(cause.getClass().getSimpleName() + ": " + cause.getMessage(), LONGEST_REASON);
    }

    private Message<String> message(Row event) {
        var type = event.getString("type");
        var subject = event.getUUID("subject").toString();
        var traceparent = event.getString("traceparent");
        var metadata = OutgoingCloudEventMetadata.<String>builder()
                .withId(event.getUUID("id").toString())
                .withSource(source)
                .withType(type)
                .withSubject(subject)
                .withTimestamp(event.get(OffsetDateTime.class, "event_time").toZonedDateTime())
                .withDataContentType("application/json")
                .withDataSchema(URI.create("urn:mentoring:schema:" + type))
                .withExtension("aggregateversion", Long.toString(event.getLong("aggregate_version")));
        if (traceparent != null) {
            metadata.withExtension("traceparent", traceparent);
        }
        return Message.of(event.getString("data"))
                .addMetadata(metadata.build())
                .addMetadata(TracingMetadata.withCurrent(Traceparent.context(traceparent)))
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(event.getString("topic"))
                        .withKey(subject)
                        .build());
    }
}
