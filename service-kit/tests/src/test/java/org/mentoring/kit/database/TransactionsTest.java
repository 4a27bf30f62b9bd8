package org.mentoring.kit.database;

import java.net.ConnectException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.outbox.OutboxSignal;
import org.mentoring.kit.security.Caller;
import org.mentoring.kit.test.PostgresResource;
import org.mentoring.kit.test.TestDatabase;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** On a pool of one connection, which is gone if a transaction does not give it back. */
class TransactionsTest {

    private static final PostgresResource DATABASE = new PostgresResource();
    private static final Vertx VERTX = Vertx.vertx();
    private static Pool pool;
    private static Transactions transactions;

    private static final AtomicInteger WOKEN = new AtomicInteger();

    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> goOn = new CompletableFuture<>();

    @BeforeAll
    static void connect() throws SQLException {
        DATABASE.init(Map.of("database", "kit"));
        var config = DATABASE.start();
        try (var owner = TestDatabase.asOwner();
                var statement = owner.createStatement()) {
            statement.execute("CREATE TABLE notes (text text); GRANT SELECT, INSERT ON notes TO kit_app");
        }
        pool = Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(1))
                .connectingTo(new PgConnectOptions()
                        .setHost(config.get("mentoring.database.host"))
                        .setPort(Integer.parseInt(config.get("mentoring.database.port")))
                        .setDatabase("kit")
                        .setUser(config.get("mentoring.database.app.username"))
                        .setPassword(config.get("mentoring.database.app.password")))
                .using(VERTX)
                .build());
        transactions = new Transactions(pool, new OutboxSignal() {
            @Override
            public void raise() {
                WOKEN.incrementAndGet();
            }
        });
    }

    @AfterAll
    static void disconnect() {
        pool.closeAndAwait();
        VERTX.close().toCompletionStage().toCompletableFuture().join();
        DATABASE.stop();
    }

    @Test
    void finishesATransactionWhoseCallerGoesAwayInTheMiddle() throws Exception {
        var caller = transactions
                .write(
                        Caller.SERVICE,
                        tx -> note(tx, "before")
                                .invoke(() -> begun.complete(null))
                                .chain(() -> Uni.createFrom().completionStage(goOn))
                                .chain(() -> note(tx, "after")))
                .subscribe()
                .with(done -> {});
        begun.get(30, SECONDS);
        caller.cancel();
        goOn.complete(null);

        try (var database = TestDatabase.asSuperuser()) {
            await().atMost(2, MINUTES)
                    .until(() ->
                            TestDatabase.count(database, "SELECT count(*) FROM notes WHERE text IN ('before', 'after')")
                                    == 2);
            await().atMost(2, MINUTES)
                    .until(() -> TestDatabase.count(
                                    database,
                                    "SELECT count(*) FROM pg_stat_activity WHERE usename = 'kit_app' AND state <> 'idle'")
                            == 0);
        }
        assertThat(transactions
                        .read(
                                Caller.SERVICE,
                                tx -> tx.query("SELECT count(*) FROM notes WHERE text IN ('before', 'after')")
                                        .execute())
                        .await()
                        .atMost(Duration.ofMinutes(2))
                        .iterator()
                        .next()
                        .getInteger(0))
                .isEqualTo(2);
    }

    @Test
    void wakesTheRelayAfterTransactionsThatAppendedAnEventAlone() {
        WOKEN.set(0);

        finish(transactions.read(Caller.SERVICE, tx -> tx.query("SELECT 1").execute()));
        finish(transactions.statementWithoutEvents("SELECT 1", Tuple.tuple()));
        finish(transactions.write(Caller.SERVICE, tx -> note(tx, "no event")));
        assertThat(WOKEN).hasValue(0);

        // As the trigger outbox_appended does.
        finish(transactions.write(
                Caller.SERVICE,
                tx -> tx.query("SELECT set_config('app.outbox_appended', 'true', true)")
                        .execute()));
        assertThat(WOKEN).hasValue(1);

        finish(transactions.write(Caller.SERVICE, tx -> note(tx, "no event after one")));
        assertThat(WOKEN).hasValue(1);
    }

    /** The pool's own queries fail a second time then, which nobody can catch. */
    @Test
    void failsOnceWithoutADatabase() throws Exception {
        var uncaught = new AtomicInteger();
        var vertx = Vertx.vertx();
        vertx.exceptionHandler(failure -> uncaught.incrementAndGet());
        var nowhere = Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions().setConnectionTimeout(200).setConnectionTimeoutUnit(MILLISECONDS))
                .connectingTo(new PgConnectOptions().setHost("localhost").setPort(1))
                .using(vertx)
                .build());
        var statement = new Transactions(nowhere, new OutboxSignal()).statementWithoutEvents("SELECT 1", Tuple.tuple());

        assertThatThrownBy(() -> finish(statement)).hasRootCauseInstanceOf(ConnectException.class);

        var later = new CompletableFuture<Void>();
        vertx.setTimer(400, timer -> later.complete(null));
        later.get(30, SECONDS);
        assertThat(uncaught).hasValue(0);
        nowhere.closeAndAwait();
        vertx.close().toCompletionStage().toCompletableFuture().get(30, SECONDS);
    }

    private static void finish(Uni<?> work) {
        work.await().atMost(Duration.ofSeconds(10));
    }

    private static Uni<Void> note(SqlConnection tx, String text) {
        return tx.preparedQuery("INSERT INTO notes (text) VALUES ($1)")
                .execute(Tuple.of(text))
                .replaceWithVoid();
    }
}
