package org.mentoring.mentor.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;

/** Keeps each mentor's rating as the reviews have it. The mentor's version stays: a rating is no edit of the mentor. */
@ApplicationScoped
class RatingConsumer {

    private static final String CHANGED = "org.mentoring.rating.changed.v1";
    private static final String UPDATE =
            "UPDATE mentors SET rating_mean = $2, rating_score = $3, rating_count = $4 WHERE id = $1";

    private final Inbox inbox;

    RatingConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("reviews")
    Uni<Void> on(Message<String> message) {
        return inbox.receive("ratings", message, this::apply);
    }

    private Uni<Void> apply(Event event, SqlConnection tx) {
        if (!event.type().equals(CHANGED)) {
            return Uni.createFrom().voidItem();
        }
        var rating = event.data(Rating.class);
        // Without reviews the score is that of an ordinary mentor: no reason to rank before anybody.
        var rated = rating.count() > 0;
        return tx.preparedQuery(UPDATE)
                .execute(Tuple.of(
                        rating.mentorId(),
                        rated ? rounded(rating.mean()) : null,
                        rated && rating.score() != null ? rounded(rating.score()) : null,
                        rating.count()))
                .replaceWithVoid();
    }

    private static BigDecimal rounded(BigDecimal rating) {
        return rating.setScale(2, RoundingMode.HALF_UP);
    }

    /**
     * @param mean null without reviews
     * @param score by which ratings are ranked; null in older events, then the mean ranks
     */
    record Rating(UUID mentorId, long count, BigDecimal mean, BigDecimal score) {}
}
