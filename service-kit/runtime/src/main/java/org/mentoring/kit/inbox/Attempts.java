package org.mentoring.kit.inbox;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnection;
import org.mentoring.kit.database.DatabaseFailure;
import org.mentoring.kit.database.Transactions;

/**
 * The attempts to apply one event, to find out whether it always takes longer than a statement may. What counts is an attempt that the
 * database did not finish although it executes another statement right afterwards. An outage resets the count, and an attempt does
 * not count that waits for a lock of anything but an earlier one.
 */
final class Attempts {

    /** So many that count are enough. */
    static final int MOST = 6;

    /**
     * Whether an attempt waits for something else than an earlier one; whether any statement of this service waits for other users,
     * where a pooler hides in which sessions the attempts run.
     */
    private static final String WAITS_FOR_OTHERS = """
            SELECT EXISTS (SELECT FROM pg_stat_activity waiting, unnest(pg_blocking_pids(waiting.pid)) AS blocking
                            WHERE waiting.usename = current_user AND waiting.wait_event_type = 'Lock'
                              AND (waiting.pid = ANY ($1) AND blocking <> ALL ($1)
                                   OR blocking NOT IN (SELECT own.pid FROM pg_stat_activity own WHERE own.usename = current_user)))
            """;

    private final Transactions transactions;
    private final AtomicInteger timedOut = new AtomicInteger();
    private final Set<Integer> sessions = ConcurrentHashMap.newKeySet();

    Attempts(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Notes in which session of the database an attempt runs. */
    <T> Function<SqlConnection, Uni<T>> noted(Function<SqlConnection, Uni<T>> attempt) {
        return connection -> {
            sessions.add(PgConnection.cast(connection.getDelegate()).processId());
            return attempt.apply(connection);
        };
    }

    boolean areTooMany() {
        return timedOut.get() >= MOST;
    }

    /** Counts an attempt that failed, if it is one that counts; never fails itself. */
    Uni<Void> count(Throwable failure) {
        if (!DatabaseFailure.mayBeTimeout(failure)) {
            return reset();
        }
        return transactions
                .statementWithoutEvents(
                        WAITS_FOR_OTHERS, Tuple.tuple().addArrayOfInteger(sessions.toArray(Integer[]::new)))
                // At once it may be given the connection that is just being closed.
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(100))
                .atMost(2)
                .invoke(rows -> {
                    if (!rows.iterator().next().getBoolean(0)) {
                        timedOut.incrementAndGet();
                    }
                })
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(this::reset);
    }

    /** The connections of attempts that did not time out are used again, by other statements. */
    private Uni<Void> reset() {
        timedOut.set(0);
        sessions.clear();
        return Uni.createFrom().voidItem();
    }
}
