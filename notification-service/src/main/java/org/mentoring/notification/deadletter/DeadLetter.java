package org.mentoring.notification.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.Nullable;

import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An event that a service could not apply, as shown to operators.
 *
 * @param topic where the event was published
 * @param service which could not apply it
 * @param key of the Kafka record as text; null for none
 * @param headers as the service got them
 * @param payload as text; null for none
 * @param reason in the words of the service
 * @param status parked, replayed or discarded
 * @param replays how often it was handed to the service again
 * @param replayOf the dead letter that this one is a replay of, which failed again; null for none
 * @param note why it was discarded; null otherwise
 * @param settledAt when it was last replayed, or discarded; null while it is parked
 */
record DeadLetter(
        UUID id,
        String topic,
        String service,
        @Nullable String key,
        List<EventHeader> headers,
        @Nullable String payload,
        @Nullable String reason,
        OffsetDateTime parkedAt,

        @Schema(enumeration = {"parked", "replayed", "discarded"})
        String status,

        int replays,
        @Nullable UUID replayOf,
        @Nullable String note,
        @Nullable OffsetDateTime settledAt) {

    static DeadLetter of(Row row) {
        return new DeadLetter(
                row.getUUID("id"),
                row.getString("topic"),
                row.getString("service"),
                text(row.getBuffer("key")),
                EventHeader.list(row.get(JsonArray.class, "headers")),
                text(row.getBuffer("payload")),
                row.getString("reason"),
                row.getOffsetDateTime("parked_at"),
                row.getString("status"),
                row.getInteger("replays"),
                row.getUUID("replay_of"),
                row.getString("note"),
                row.getOffsetDateTime("settled_at"));
    }

    /** Bytes that are no text show as the replacement character; a replay sends them as they were. */
    private static String text(Buffer bytes) {
        return bytes == null ? null : new String(bytes.getBytes(), StandardCharsets.UTF_8);
    }
}
