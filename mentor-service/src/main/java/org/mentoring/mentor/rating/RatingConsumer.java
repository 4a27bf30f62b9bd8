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
    private static final String UPDATE = "UPDATE mentors SET rating_mean = $2, rating_count = $3 WHERE id = $1";

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
        var mean = rating.count() == 0 ? null : rating.mean().setScale(2, RoundingMode.HALF_UP);
        return tx.preparedQuery(UPDATE)
                .execute(Tuple.of(rating.mentorId(), mean, rating.count()))
                .replaceWithVoid();
    }

    /** @param mean null without reviews */
    record Rating(UUID mentorId, long count, BigDecimal mean) {}
}
