package org.mentoring.notification.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import org.apache.commons.lang3.StringUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.mentoring.kit.lifecycle.GracefulShutdown;

/** Keeps what any service has parked. There is nowhere to park a dead letter that cannot be kept, so it is tried until it is. */
@ApplicationScoped
class DeadLetterConsumer {

    private static final Logger LOG = Logger.getLogger(DeadLetterConsumer.class);
    private static final int LONGEST_REASON = 2_000;

    private final DeadLetters letters;
    private final GracefulShutdown shutdown;

    DeadLetterConsumer(DeadLetters letters, GracefulShutdown shutdown) {
        this.letters = letters;
        this.shutdown = shutdown;
    }

    @Incoming("dead-letters")
    Uni<Void> on(Message<byte[]> message) {
        return shutdown.waitFor(() -> keep(message), Uni.createFrom().nothing());
    }

    private Uni<Void> keep(Message<byte[]> message) {
        var record = message.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow()
                .getRecord();
        return letters.keep(parked(record))
                .onFailure()
                .invoke(failure -> LOG.warnf("A dead letter cannot be stored, will retry: %s", failure))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(30))
                .indefinitely()
                .chain(() -> Uni.createFrom().completionStage(message::ack));
    }

    private static DeadLetters.Parked parked(ConsumerRecord<?, ?> record) {
        return new DeadLetters.Parked(
                DeadLetterTopic.of(record.topic()),
                new DeadLetters.RecordPosition(record.topic(), record.partition(), record.offset()),
                (byte[]) record.key(),
                EventHeader.list(record.headers()),
                (byte[]) record.value(),
                reason(record),
                Instant.ofEpochMilli(record.timestamp()),
                replayOf(record));
    }

    private static String reason(ConsumerRecord<?, ?> record) {
        var reason = text(record, "dead-letter-reason");
        var cause = text(record, "dead-letter-cause");
        var all = reason == null ? "unknown" : cause == null ? reason : reason + " (" + cause + ")";
        return StringUtils.truncate(all, LONGEST_REASON);
    }

    private static UUID replayOf(ConsumerRecord<?, ?> record) {
        var id = text(record, ReplayChannel.REPLAY_OF);
        try {
            return id == null ? null : UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            LOG.debugf(e, "The header %s is not known", ReplayChannel.REPLAY_OF);
            return null;
        }
    }

    /** PostgreSQL takes no NUL for text. */
    private static String text(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8).replace('\0', ' ');
    }
}
