package org.mentoring.kit.database;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.mentoring.kit.outbox.OutboxSignal;
import org.mentoring.kit.security.Caller;

/**
 * Opens every transaction and sets the caller for row security.
 *
 * <p>A transaction that lost against another one (SQLSTATE 40001, 40P01) is run again, so work must have no effect outside
 * the database. A caller who goes away does not stop a transaction halfway: it ends by itself, and its connection returns
 * to the pool. Work must not call anything remote: the connection is held as long as it runs.
 */
@ApplicationScoped
public class Transactions {

    private static final Logger LOG = Logger.getLogger(Transactions.class);
    private static final String IDENTIFY =
            "SELECT set_config('app.user_id', $1, true), set_config('app.roles', $2, true)";
    private static final String IDENTIFY_READ_ONLY = IDENTIFY + ", set_config('transaction_read_only', 'on', true)";
    /** See {@code outbox_appended}. */
    private static final String HAS_APPENDED = "SELECT current_setting('app.outbox_appended', true) = 'true'";

    private static final int RETRIES = 5;

    private final Pool pool;
    private final OutboxSignal outbox;

    Transactions(Pool pool, OutboxSignal outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    /** Runs statements that change nothing. */
    public <T> Uni<T> read(Caller caller, Function<SqlConnection, Uni<T>> work) {
        return repeated(() -> pool.withTransaction(connection -> connection
                .preparedQuery(IDENTIFY_READ_ONLY)
                .execute(Tuple.of(caller.idSetting(), caller.rolesSetting()))
                .chain(() -> work.apply(connection))));
    }

    /** Runs a statement that changes nothing. */
    public Uni<RowSet<Row>> read(Caller caller, String sql, Tuple parameters) {
        return read(caller, tx -> tx.preparedQuery(sql).execute(parameters));
    }

    /** Runs statements that may change rows; events they put into the outbox are relayed at once. */
    public <T> Uni<T> write(Caller caller, Function<SqlConnection, Uni<T>> work) {
        return relayed(appended -> repeated(() -> pool.withTransaction(connection -> connection
                .preparedQuery(IDENTIFY)
                .execute(Tuple.of(caller.idSetting(), caller.rolesSetting()))
                .chain(() -> work.apply(connection))
                .invoke(() -> ask(connection, appended)))));
    }

    /** Runs a statement that may change rows; events it puts into the outbox are relayed at once. */
    public Uni<RowSet<Row>> write(Caller caller, String sql, Tuple parameters) {
        return write(caller, tx -> tx.preparedQuery(sql).execute(parameters));
    }

    private <T> Uni<T> relayed(Function<AtomicBoolean, Uni<T>> transaction) {
        return Uni.createFrom().deferred(() -> {
            var appended = new AtomicBoolean();
            return transaction.apply(appended).invoke(() -> {
                if (appended.get()) {
                    outbox.raise();
                }
            });
        });
    }

    /** Sent together with the commit, whose answer comes after this one's: it costs no round trip. */
    private static void ask(SqlConnection connection, AtomicBoolean appended) {
        connection
                .preparedQuery(HAS_APPENDED)
                .execute()
                .subscribe()
                .with(
                        rows -> appended.set(
                                Boolean.TRUE.equals(rows.iterator().next().getBoolean(0))),
                        failure -> LOG.debug("Notifying the relay failed; it finds the event by polling", failure));
    }

    /** Runs work that goes through Hibernate and changes nothing; see {@link #session}. */
    public <T> Uni<T> readSession(Caller caller, Function<SqlConnection, Uni<T>> work) {
        return detached(() -> session(IDENTIFY_READ_ONLY, caller, work));
    }

    /**
     * Runs work that goes through Hibernate and may change rows, as {@link #write} does. Panache repositories used inside join
     * its session, which is flushed at the end; the connection is the session's, for statements by hand in the same
     * transaction, which see of the session's changes those that are flushed. A row that somebody else has changed since it was
     * read here is answered as a stale version.
     */
    public <T> Uni<T> session(Caller caller, Function<SqlConnection, Uni<T>> work) {
        return detached(() -> relayed(appended -> session(
                IDENTIFY, caller, connection -> work.apply(connection).invoke(() -> ask(connection, appended)))));
    }

    private static <T> Uni<T> session(String identify, Caller caller, Function<SqlConnection, Uni<T>> work) {
        return Panache.withTransaction(() -> Panache.getSession()
                .map(SessionConnection::of)
                .chain(connection -> connection
                        .preparedQuery(identify)
                        .execute(Tuple.of(caller.idSetting(), caller.rolesSetting()))
                        .chain(() -> work.apply(connection))));
    }

    /**
     * Runs one statement that is a transaction of its own and identifies the caller itself: a call of a function that sets
     * {@code app.user_id} and {@code app.roles} before anything else. It saves the round trips around it. Events that it puts
     * into the outbox are relayed at once.
     */
    public Uni<RowSet<Row>> statement(String sql, Tuple parameters) {
        return statementWithoutEvents(sql, parameters).invoke(outbox::raise);
    }

    /** Runs one statement as {@link #statement} does, of which is known that it puts nothing into the outbox. */
    public Uni<RowSet<Row>> statementWithoutEvents(String sql, Tuple parameters) {
        return repeated(() -> SingleStatement.execute(pool, sql, parameters));
    }

    /** Runs one statement as {@link #statementWithoutEvents} does, where it has to be known on which connection. */
    public <T> Uni<T> onConnection(Function<SqlConnection, Uni<T>> statement) {
        return repeated(() -> pool.withConnection(statement));
    }

    /**
     * Whoever subscribes may cancel, the transaction goes on: Hibernate would stop between two statements. The client of SQL
     * does not.
     */
    private static <T> Uni<T> detached(Supplier<Uni<T>> transaction) {
        return Uni.createFrom()
                .emitter(emitter -> repeated(transaction).subscribe().with(emitter::complete, emitter::fail));
    }

    private static <T> Uni<T> repeated(Supplier<Uni<T>> transaction) {
        return Uni.createFrom()
                .deferred(() -> transaction.get())
                .onFailure(DatabaseFailure::isRetryable)
                .retry()
                .withBackOff(Duration.ofMillis(5), Duration.ofMillis(200))
                .withJitter(0.8)
                .atMost(RETRIES);
    }
}
