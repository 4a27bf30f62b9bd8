package org.mentoring.review.review;

import java.time.OffsetDateTime;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;

/** A review with all that is known of it; {@link PublishedReview} is what is shown. */
record Review(
        UUID id,
        UUID mentorId,
        UUID menteeId,
        UUID sessionId,
        int rating,
        String feedback,
        String menteeDisplayName,
        OffsetDateTime createdAt,
        OffsetDateTime updatedAt,
        String reply,
        OffsetDateTime replyAt,
        boolean hidden,
        long useful,
        long version) {

    static Review of(Row row) {
        return new Review(
                row.getUUID("id"),
                row.getUUID("mentor_id"),
                row.getUUID("mentee_id"),
                row.getUUID("session_id"),
                row.getInteger("rating"),
                row.getString("feedback"),
                row.getString("mentee_display_name"),
                row.getOffsetDateTime("created_at"),
                row.getOffsetDateTime("updated_at"),
                row.getString("reply"),
                row.getOffsetDateTime("reply_at"),
                row.getBoolean("hidden"),
                row.getLong("useful"),
                row.getLong("version"));
    }

    /**
     * A review as everyone sees it: neither the mentee's id nor the session.
     *
     * @param reply of the mentor; null without one
     * @param useful how many people found it useful
     */
    record PublishedReview(
            UUID id,
            UUID mentorId,
            int rating,
            String feedback,
            String menteeDisplayName,
            OffsetDateTime createdAt,
            OffsetDateTime updatedAt,
            String reply,
            OffsetDateTime replyAt,
            long useful,
            long version) {}

    PublishedReview published() {
        return new PublishedReview(
                id,
                mentorId,
                rating,
                feedback,
                menteeDisplayName,
                createdAt,
                updatedAt,
                reply,
                replyAt,
                useful,
                version);
    }
}
