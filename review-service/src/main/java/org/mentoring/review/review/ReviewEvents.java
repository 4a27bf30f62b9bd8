package org.mentoring.review.review;

import java.time.OffsetDateTime;
import java.util.UUID;

import org.mentoring.kit.outbox.OutboxEvent;

/**
 * What is published of reviews. While one is hidden or withdrawn, every change of it is published as {@code hidden}, so that a
 * subscriber that follows the types never shows it.
 */
final class ReviewEvents {

    private static final String TOPIC = "mentoring.reviews";

    private ReviewEvents() {}

    /** The data of every event of a review: the whole review. */
    record ReviewData(
            UUID reviewId,
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
            String hiddenReason,
            boolean withdrawn,
            long version) {}

    static OutboxEvent published(Review review) {
        return event("published", review);
    }

    static OutboxEvent updated(Review review) {
        return event("updated", review);
    }

    static OutboxEvent replied(Review review) {
        return event("replied", review);
    }

    static OutboxEvent hidden(Review review) {
        return event("hidden", review);
    }

    private static OutboxEvent event(String what, Review review) {
        var data = new ReviewData(
                review.id,
                review.mentorId,
                review.menteeId,
                review.sessionId,
                review.rating,
                review.feedback,
                review.menteeDisplayName,
                review.createdAt,
                review.updatedAt,
                review.reply,
                review.replyAt,
                review.hiddenReason,
                review.withdrawn,
                review.version());
        var told = review.shown() ? what : "hidden";
        return new OutboxEvent(TOPIC, "org.mentoring.review." + told + ".v1", review.id, review.version(), data);
    }
}
