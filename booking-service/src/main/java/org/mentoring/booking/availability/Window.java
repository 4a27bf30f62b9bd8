package org.mentoring.booking.availability;

import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;

/** A dated window beside the rules. */
record Window(
        UUID id,
        UUID mentorId,
        OffsetDateTime startTime,
        OffsetDateTime endTime,
        WindowStatus status,
        OffsetDateTime createdAt,
        long version) {

    static Window of(Row row) {
        return new Window(
                row.getUUID("id"),
                row.getUUID("mentor_id"),
                row.getOffsetDateTime("start_time"),
                row.getOffsetDateTime("end_time"),
                WindowStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getOffsetDateTime("created_at"),
                row.getLong("version"));
    }
}
