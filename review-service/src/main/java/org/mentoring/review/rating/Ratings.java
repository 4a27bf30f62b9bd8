package org.mentoring.review.rating;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.event.Traceparent;
import org.mentoring.kit.security.Caller;

/** The ratings that a trigger keeps as reviews come and change. */
@ApplicationScoped
public class Ratings {

    private static final String FIND = "SELECT * FROM rating_of($1)";
    private static final String ANNOUNCE = "SELECT append_rating_event($1, $2)";

    private final Transactions transactions;

    Ratings(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Appends an event of the mentor's rating to the outbox, where the transaction has changed it; to be called after every
     * change of a review.
     */
    public Uni<Void> announce(SqlConnection tx, UUID mentorId) {
        return tx.preparedQuery(ANNOUNCE)
                .execute(Tuple.of(mentorId, Traceparent.current()))
                .replaceWithVoid();
    }

    /** A mentor without reviews, or unknown here, has a rating of no reviews. */
    Uni<Rating> get(UUID mentorId) {
        return transactions
                .read(Caller.ANONYMOUS, FIND, Tuple.of(mentorId))
                .map(rows -> Rating.of(rows.iterator().next()));
    }
}
