package org.mentoring.booking.booking;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.idempotency.StoredResponses;

/** A repeated answer shows no meeting link and no address that its caller may not see any more. */
@ApplicationScoped
class VisibleAnswers implements StoredResponses {

    private static final String WITHHOLD = "SELECT withhold_from_answer($1) AS answer";

    @Override
    public Uni<Object> stillShown(SqlConnection transaction, Object body) {
        return transaction
                .preparedQuery(WITHHOLD)
                .execute(Tuple.of(body))
                .map(rows -> rows.iterator().next().getValue("answer"));
    }
}
