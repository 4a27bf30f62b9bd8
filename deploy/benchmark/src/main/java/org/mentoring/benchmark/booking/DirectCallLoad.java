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
import org.mentoring.benchmark.load.ConstantConcurrencyLoad;

/** Bookings by direct calls of {@code book_session}, through the driver and as the role that the service uses. */
final class DirectCallLoad extends ConstantConcurrencyLoad {

    private static final int CONNECTIONS = 16;
    private static final String BOOK = """
            SELECT outcome, booking FROM book_session(
                p_caller => $1, p_roles => $2, p_name => $3, p_email => $4,
                p_operation => NULL, p_key => NULL, p_fingerprint => NULL, p_status => NULL,
                p_slot => ROW($5, $6, $7, $8, $9, $10, $11, 'UTC', $12, $13, NULL, NULL),
                p_note => NULL, p_time_zone => NULL, p_meeting_id => $14, p_meeting_url => $15, p_answer_by => $16,
                p_now => $17, p_traceparent => NULL)
            """;

    private final Pool pool;
    private final MentorMenteePairs pairs;

    DirectCallLoad(Pool pool, MentorMenteePairs pairs) {
        this.pool = pool;
        this.pairs = pairs;
    }

    /** Connections of the role that the service uses. */
    static Pool pool(Vertx vertx, Map<String, String> settings) {
        return PgBuilder.pool()
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
    }

    @Override
    protected Future<Void> start() {
        var planned = pairs.next();
        var start = planned.start().atOffset(ZoneOffset.UTC);
        var parameters = Tuple.from(new Object[] {
            planned.pair().mentee(),
            "mentee",
            "Mentee",
            planned.pair().mentee() + "@example.org",
            planned.pair().mentor(),
            1L,
            MentorMenteePairs.SESSION_TYPE,
            start,
            MentorMenteePairs.MINUTES,
            0,
            0,
            start.toLocalDate().toString(),
            start.toLocalTime().toString(),
            "room",
            "https://meet.example.org/room",
            start,
            Instant.now().atOffset(ZoneOffset.UTC)
        });
        return pool.preparedQuery(BOOK)
                .execute(parameters)
                .map(rows -> rows.iterator().next().getString("outcome"))
                .compose(outcome -> "booked".equals(outcome)
                        ? Future.succeededFuture()
                        : Future.failedFuture(new IllegalStateException(outcome)));
    }
}
