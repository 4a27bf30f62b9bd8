package org.mentoring.review.review;

import java.util.UUID;

import org.mentoring.kit.outbox.OutboxEvent;

/** What is published of reviews. */
final class ReviewEvents {

    private static final String TOPIC = "mentoring.reviews";

    private ReviewEvents() {}

    /** The data of every event of a review. */
    record ReviewData(
            UUID reviewId,
            UUID mentorId,
            UUID menteeId,
            UUID sessionId,
            int rating,
            String feedback,
            String menteeDisplayName,
            String reply,
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
                review.id(),
                review.mentorId(),
                review.menteeId(),
                review.sessionId(),
                review.rating(),
                review.feedback(),
                review.menteeDisplayName(),
                review.reply(),
                review.version());
        return new OutboxEvent(TOPIC, "org.mentoring.review." + what + ".v1", review.id(), review.version(), data);
    }
}
