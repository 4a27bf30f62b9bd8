package org.mentoring.kit.database;

import java.time.Duration;
import java.time.Instant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * The time by the clock of the database. What the database keeps to be compared later, such as when something is due or a claim ends, is
 * by this clock: those of replicas may differ, and what one planned an hour ahead would be an hour late for the others. Statements say
 * {@code now()} where they can.
 */
public final class DatabaseTime {

    private static final String NOW = "SELECT now() AS now";
    private static final double MILLIS = 1000;

    private DatabaseTime() {}

    /** When the transaction began. */
    public static Uni<Instant> now(SqlConnection tx) {
        return tx.preparedQuery(NOW)
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime("now").toInstant());
    }

    /** The argument of {@code make_interval(secs => …)}; an interval of the client would have months, whose lengths differ. */
    public static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }
}
