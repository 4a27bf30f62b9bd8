package org.mentoring.booking.time;

import java.time.ZoneId;
import java.time.ZoneOffset;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.security.Caller;

/** The zone whose days somebody means who names none: the account's, else that of the own schedule, else UTC. */
public final class CallerZone {

    private static final String FIND = """
            SELECT coalesce((SELECT time_zone FROM people WHERE user_id = $1),
                            (SELECT time_zone FROM schedules WHERE mentor_id = $1)) AS time_zone
            """;

    private CallerZone() {}

    /** In a transaction of the caller's. */
    public static Uni<ZoneId> of(SqlConnection tx, Caller caller) {
        return tx.preparedQuery(FIND)
                .execute(Tuple.of(caller.id()))
                .map(rows -> rows.iterator().next().getString("time_zone"))
                .map(zone -> zone == null ? ZoneOffset.UTC : ZoneId.of(zone));
    }
}
