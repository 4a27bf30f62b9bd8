package org.mentoring.review.review;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.annotation.Nullable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.vertx.mutiny.sqlclient.Row;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.UuidGenerator;
import org.mentoring.kit.database.Versioned;

/** A row of {@code mentor_reviews}: all that is known about a review; {@link PublishedReview} is what is shown. */
@Entity
@Table(name = "mentor_reviews")
@DynamicUpdate
class Review extends Versioned {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    UUID mentorId;
    UUID menteeId;
    UUID sessionId;
    int rating;
    String feedback;
    String menteeDisplayName;
    OffsetDateTime createdAt;
    OffsetDateTime updatedAt;
    String reply;
    OffsetDateTime replyAt;
    boolean hidden;
    String hiddenReason;
    boolean withdrawn;
    /** Kept by a trigger. */
    @Column(updatable = false)
    long usefulCount;

    /** Whether everyone sees it. */
    boolean shown() {
        return !hidden && !withdrawn;
    }

    /**
     * A review as shown to everyone, without the mentee's id and the session.
     *
     * @param reply of the mentor; null without one
     * @param useful how many people found it useful
     */
    record PublishedReview(
            UUID id,
            UUID mentorId,
            int rating,
            @Nullable String feedback,
            String menteeDisplayName,
            OffsetDateTime createdAt,
            @Nullable OffsetDateTime updatedAt,
            @Nullable String reply,
            @Nullable OffsetDateTime replyAt,
            long useful,
            long version) {

        static final String COLUMNS =
                "id, mentor_id, rating, feedback, mentee_display_name, created_at, updated_at, reply,"
                        + " reply_at, useful_count, version";

        /** Pages of the list are read without entities, which cost three times as much. */
        static PublishedReview of(Row row) {
            return new PublishedReview(
                    row.getUUID("id"),
                    row.getUUID("mentor_id"),
                    row.getInteger("rating"),
                    row.getString("feedback"),
                    row.getString("mentee_display_name"),
                    row.getOffsetDateTime("created_at"),
                    row.getOffsetDateTime("updated_at"),
                    row.getString("reply"),
                    row.getOffsetDateTime("reply_at"),
                    row.getLong("useful_count"),
                    row.getLong("version"));
        }
    }

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
                usefulCount,
                version());
    }

    /**
     * A review as shown to its author.
     *
     * @param hiddenReason why admins have hidden it; null while it is shown
     * @param withdrawn whether it is taken back because its mentee is said not to have come
     * @param changeableUntil when it cannot be changed any more
     */
    record OwnReview(
            UUID id,
            UUID mentorId,
            UUID sessionId,
            int rating,
            @Nullable String feedback,
            String menteeDisplayName,
            OffsetDateTime createdAt,
            @Nullable OffsetDateTime updatedAt,
            OffsetDateTime changeableUntil,
            @Nullable String reply,
            @Nullable OffsetDateTime replyAt,
            boolean hidden,
            @Nullable String hiddenReason,
            boolean withdrawn,
            long useful,
            long version) {}

    OwnReview own(Duration changeableFor) {
        return new OwnReview(
                id,
                mentorId,
                sessionId,
                rating,
                feedback,
                menteeDisplayName,
                createdAt,
                updatedAt,
                createdAt.plus(changeableFor),
                reply,
                replyAt,
                hidden,
                hiddenReason,
                withdrawn,
                usefulCount,
                version());
    }
}
