package org.mentoring.review.review;

import java.util.Locale;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.event.Traceparent;

/** What is published of reviews; the data of each event is the whole review. */
enum ReviewEvent {
    PUBLISHED,
    UPDATED,
    REPLIED,
    HIDDEN;

    // It publishes all events of a review that not everyone may read as hidden.
    private static final String APPEND = "SELECT append_review_event($1, $2, $3)";

    /** Appends the event to the outbox, in the transaction of the change and after it. */
    Uni<Void> append(SqlConnection tx, Review review) {
        return tx.preparedQuery(APPEND)
                .execute(Tuple.of(review.id, name().toLowerCase(Locale.ROOT), Traceparent.current()))
                .replaceWithVoid();
    }
}
