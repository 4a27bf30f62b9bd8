package org.mentoring.kit.outbox;

import java.time.OffsetDateTime;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;

/**
 * An event that the broker refused permanently.
 *
 * @param subject the aggregate that it is about
 * @param size how many bytes its data has
 * @param reason what the broker said
 * @param waiting how many later events of the aggregate wait for a decision on this one
 */
public record ParkedEvent(
        UUID id,
        String topic,
        String type,
        UUID subject,
        long aggregateVersion,
        OffsetDateTime time,
        int size,
        String reason,
        OffsetDateTime parkedAt,
        long waiting) {

    static ParkedEvent of(Row row) {
        return new ParkedEvent(
                row.getUUID("id"),
                row.getString("topic"),
                row.getString("type"),
                row.getUUID("subject"),
                row.getLong("aggregate_version"),
                row.getOffsetDateTime("time"),
                row.getInteger("size"),
                row.getString("parked_reason"),
                row.getOffsetDateTime("parked_at"),
                row.getLong("waiting"));
    }
}
