package org.mentoring.booking.availability;

import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.mutiny.sqlclient.Row;

/** A dated window beside the rules. */
record Window(
        UUID id,
        UUID mentorId,
        OffsetDateTime startTime,
        OffsetDateTime endTime,
        Status status,
        OffsetDateTime createdAt,
        long version) {

    /** Available adds time to what the rules offer, blocked removes it. */
    enum Status {
        @JsonProperty("available")
        AVAILABLE,
        @JsonProperty("blocked")
        BLOCKED;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Window of(Row row) {
        return new Window(
                row.getUUID("id"),
                row.getUUID("mentor_id"),
                row.getOffsetDateTime("start_time"),
                row.getOffsetDateTime("end_time"),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getOffsetDateTime("created_at"),
                row.getLong("version"));
    }
}
