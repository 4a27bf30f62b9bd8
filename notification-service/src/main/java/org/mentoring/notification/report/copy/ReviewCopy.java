package org.mentoring.notification.report.copy;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.inbox.Event;

/** What mentees say of sessions. */
@ApplicationScoped
class ReviewCopy {

    private static final String HIDDEN = "org.mentoring.review.hidden.v1";
    private static final String PUBLISHED = "org.mentoring.review.published.v1";
    // A review that is shown again is published again; when it was first stays.
    private static final String KEEP = """
            INSERT INTO report_reviews AS kept (review_id, mentor_id, rating, feedback, mentee_name, hidden, published_at)
            VALUES ($1, $2, $3, $4, $5, coalesce($6, false), $7)
            ON CONFLICT (review_id) DO UPDATE
               SET rating = excluded.rating, feedback = excluded.feedback, mentee_name = excluded.mentee_name,
                   hidden = coalesce($6, kept.hidden)
            """;
    private static final String KEEP_RATING = """
            INSERT INTO report_ratings (mentor_id, mean, count) VALUES ($1, $2, $3)
            ON CONFLICT (mentor_id) DO UPDATE SET mean = excluded.mean, count = excluded.count
            """;

    private final Clock clock;

    ReviewCopy(Clock clock) {
        this.clock = clock;
    }

    private record Review(UUID reviewId, UUID mentorId, int rating, String feedback, String menteeDisplayName) {}

    private record Rating(UUID mentorId, BigDecimal mean, int count) {}

    Uni<Void> apply(Event event, SqlConnection tx) {
        return switch (event.type()) {
            case PUBLISHED, HIDDEN, "org.mentoring.review.updated.v1", "org.mentoring.review.replied.v1" ->
                keep(event, tx);
            case "org.mentoring.rating.changed.v1" -> keepRating(event.data(Rating.class), tx);
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> keep(Event event, SqlConnection tx) {
        var review = event.data(Review.class);
        var hidden =
                switch (event.type()) {
                    case HIDDEN -> Boolean.TRUE;
                    case PUBLISHED -> Boolean.FALSE;
                    default -> null;
                };
        return tx.preparedQuery(KEEP)
                .execute(Tuple.from(new Object[] {
                    review.reviewId(),
                    review.mentorId(),
                    review.rating(),
                    review.feedback(),
                    review.menteeDisplayName(),
                    hidden,
                    (event.time() == null ? clock.instant() : event.time()).atOffset(ZoneOffset.UTC)
                }))
                .replaceWithVoid();
    }

    private static Uni<Void> keepRating(Rating rating, SqlConnection tx) {
        return tx.preparedQuery(KEEP_RATING)
                .execute(Tuple.of(rating.mentorId(), rating.mean(), rating.count()))
                .replaceWithVoid();
    }
}
