package org.mentoring.notification.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.problem.Problems;

/** Hands records to the service that could not apply them. */
@ApplicationScoped
class ReplayChannel {

    /** Names the dead letter that a record is a replay of; it stays with the record when that is parked again. */
    static final String REPLAY_OF = "replay-of";

    /** What the dead-letter queue has added; SmallRye adds it again should the record be parked again. */
    static final String DEAD_LETTER_PREFIX = "dead-letter-";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final MutinyEmitter<byte[]> emitter;

    ReplayChannel(@Channel("replays") MutinyEmitter<byte[]> emitter) {
        this.emitter = emitter;
    }

    /** Publishes a record as it was; fails with 503 while Kafka is away. */
    Uni<Void> publish(DeadLetterTopic where, UUID id, byte[] key, List<EventHeader> headers, byte[] payload) {
        var kept = new RecordHeaders();
        headers.stream()
                .filter(header -> !header.name().startsWith(DEAD_LETTER_PREFIX)
                        && !header.name().equals(REPLAY_OF))
                .forEach(header -> kept.add(header.toKafka()));
        kept.add(REPLAY_OF, id.toString().getBytes(StandardCharsets.UTF_8));
        var metadata = OutgoingKafkaRecordMetadata.<byte[]>builder()
                .withTopic(where.retryTopic())
                .withKey(key)
                .withHeaders(kept)
                .build();
        return emitter.sendMessage(Message.of(payload).addMetadata(metadata))
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .onFailure()
                .transform(failure -> Problems.unavailable("Kafka does not take the record just now.", TIMEOUT));
    }
}
