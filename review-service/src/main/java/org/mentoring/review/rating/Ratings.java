package org.mentoring.review.rating;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.outbox.Outbox;
import org.mentoring.kit.outbox.OutboxEvent;
import org.mentoring.kit.security.Caller;

/** The ratings that a trigger keeps as reviews come and change. */
@ApplicationScoped
public class Ratings {

    private static final String TOPIC = "mentoring.reviews";
    private static final String CHANGED = "org.mentoring.rating.changed.v1";
    private static final String FIND = "SELECT * FROM mentor_ratings WHERE mentor_id = $1";

    private final Transactions transactions;
    private final Outbox outbox;

    Ratings(Transactions transactions, Outbox outbox) {
        this.transactions = transactions;
        this.outbox = outbox;
    }

    /**
     * Puts what the mentor's rating is now into the outbox. To be called once in a transaction that changed it, after the
     * change.
     */
    public Uni<Void> announce(SqlConnection tx, UUID mentorId) {
        return find(tx, mentorId)
                .chain(rating ->
                        outbox.append(tx, new OutboxEvent(TOPIC, CHANGED, mentorId, rating.version(), rating)));
    }

    /** A mentor without reviews, or unknown here, has a rating of no reviews. */
    Uni<Rating> get(UUID mentorId) {
        return transactions.read(Caller.ANONYMOUS, tx -> find(tx, mentorId));
    }

    private static Uni<Rating> find(SqlConnection tx, UUID mentorId) {
        return tx.preparedQuery(FIND)
                .execute(Tuple.of(mentorId))
                .map(rows -> rows.stream().map(Rating::of).findFirst().orElseGet(() -> Rating.none(mentorId)));
    }
}
