package org.mentoring.benchmark.booking;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;

/** Bookings by the bare call of {@code book_session}, through the driver and as the role that the service uses. */
final class BareLoad extends Load {

    private static final int CONNECTIONS = 16;
    private static final String BOOK = """
            SELECT * FROM book_session($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
            """;

    private final Pool pool;
    private final Pairs pairs;

    BareLoad(Vertx vertx, Map<String, String> settings, Pairs pairs) {
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(CONNECTIONS))
                .connectingTo(new PgConnectOptions()
                        .setHost(settings.get("mentoring.database.host"))
                        .setPort(Integer.parseInt(settings.get("mentoring.database.port")))
                        .setDatabase(settings.get("mentoring.database.name"))
                        .setUser(settings.get("mentoring.database.app.username"))
                        .setPassword(settings.get("mentoring.database.app.password"))
                        .setCachePreparedStatements(true))
                .using(vertx)
                .build();
        this.pairs = pairs;
    }

    @Override
    Future<Void> one() {
        var wish = pairs.next();
        var start = wish.start().atOffset(ZoneOffset.UTC);
        var parameters = Tuple.from(new Object[] {
            wish.pair().mentee(),
            "mentee",
            null,
            null,
            wish.pair().mentor(),
            1L,
            Pairs.SESSION_TYPE,
            start,
            Pairs.MINUTES,
            0,
            0,
            start.toLocalDate().toString(),
            start.toLocalTime().toString(),
            null,
            "room",
            "https://meet.example.org/room",
            "Mentee",
            wish.pair().mentee() + "@example.org",
            Instant.now().atOffset(ZoneOffset.UTC),
            null,
            start
        });
        return pool.preparedQuery(BOOK)
                .execute(parameters)
                .map(rows -> rows.iterator().next().getString("outcome"))
                .compose(outcome -> "booked".equals(outcome)
                        ? Future.succeededFuture()
                        : Future.failedFuture(new IllegalStateException(outcome)));
    }
}
