package org.mentoring.mentor.expertise;

import java.time.OffsetDateTime;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;

/** A kind of expertise that mentors may name; names differ by more than upper and lower case. */
record ExpertiseTag(UUID id, String name, OffsetDateTime createdAt, long version) {

    static ExpertiseTag of(Row row) {
        return new ExpertiseTag(
                row.getUUID("id"), row.getString("name"), row.getOffsetDateTime("created_at"), row.getLong("version"));
    }
}
