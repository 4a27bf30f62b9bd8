package org.mentoring.kit.database;

import java.net.ConnectException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.smallrye.mutiny.TimeoutException;
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
    private static Map<String, String> config;
    private static Pool pool;
    private static Transactions transactions;

    private static final AtomicInteger WOKEN = new AtomicInteger();

    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> goOn = new CompletableFuture<>();

    @BeforeAll
    static void connect() throws SQLException {
        DATABASE.init(Map.of("database", "kit"));
        config = DATABASE.start();
        try (var owner = TestDatabase.asOwner();
                var statement = owner.createStatement()) {
            statement.execute("CREATE TABLE notes (text text); GRANT SELECT, INSERT ON notes TO kit_app");
        }
        pool = Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(1))
                .connectingTo(options(port()))
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
    void completesATransactionWhoseCallerCancels() throws Exception {
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
    void wakesTheRelayOnlyAfterTransactionsThatAppendedAnEvent() {
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
    void failsWithoutRetryWhenThereIsNoDatabase() throws Exception {
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

    @Test
    void failsAStatementWithoutAResponseAndReplacesItsConnection() throws Exception {
        try (var proxy = new SilenceableProxy(config.get("mentoring.database.host"), port())) {
            var impatient = pool(proxy, Duration.ofSeconds(1));
            var transactions = new Transactions(impatient, new OutboxSignal());
            serves(transactions);
            proxy.silence();

            failsAsWithoutADatabase(transactions.statementWithoutEvents("SELECT 1", Tuple.tuple()));
            // No connection is made in the silence either.
            failsAsWithoutADatabase(
                    transactions.read(Caller.SERVICE, tx -> tx.query("SELECT 1").execute()));

            proxy.endSilence();
            serves(transactions);
            impatient.closeAndAwait();
        }
    }

    @Test
    void failsATransactionWhoseConnectionStopsResponding() throws Exception {
        try (var proxy = new SilenceableProxy(config.get("mentoring.database.host"), port())) {
            var impatient = pool(proxy, Duration.ofSeconds(1));
            var transactions = new Transactions(impatient, new OutboxSignal());

            failsAsWithoutADatabase(transactions.write(
                    Caller.SERVICE,
                    tx -> note(tx, "before the silence")
                            .invoke(proxy::silence)
                            .chain(() -> note(tx, "in the silence"))));

            proxy.endSilence();
            serves(transactions);
            impatient.closeAndAwait();
        }
        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(database, "SELECT count(*) FROM notes WHERE text LIKE '% the silence'"))
                    .isZero();
        }
    }

    @Test
    void readsForLongerThanTheSocketTimeoutWhileRowsArrive() throws Exception {
        try (var proxy = new SilenceableProxy(config.get("mentoring.database.host"), port())) {
            var impatient = pool(proxy, Duration.ofSeconds(2));
            // Each row is larger than what the server collects before it sends it.
            var rows = new Transactions(impatient, new OutboxSignal())
                    .statementWithoutEvents(
                            "SELECT repeat('x', 20000), pg_sleep(0.5) FROM generate_series(1, 8)", Tuple.tuple())
                    .await()
                    .atMost(Duration.ofMinutes(2));

            assertThat(rows.size()).isEqualTo(8);
            impatient.closeAndAwait();
        }
    }

    private static void failsAsWithoutADatabase(Uni<?> work) {
        assertThatThrownBy(() -> work.await().atMost(Duration.ofMinutes(2)))
                .satisfies(failure ->
                        assertThat(DatabaseFailure.isTransient(failure)).isTrue())
                .isNotInstanceOf(TimeoutException.class);
    }

    /** Whoever comes at once may be given the connection that is just being closed, and fails as by any that was lost. */
    private static void serves(Transactions transactions) {
        await().atMost(2, MINUTES)
                .ignoreExceptionsMatching(DatabaseFailure::isTransient)
                .until(() -> transactions
                                .statementWithoutEvents("SELECT 1", Tuple.tuple())
                                .await()
                                .atMost(Duration.ofMinutes(2))
                                .size()
                        == 1);
    }

    /** Of one connection, as services have it. */
    private static Pool pool(SilenceableProxy proxy, Duration socketTimeout) {
        return Pool.newInstance(new DatabasePool(socketTimeout).create(new PgPoolCreator.Input() {
            @Override
            public Vertx vertx() {
                return VERTX;
            }

            @Override
            public PoolOptions poolOptions() {
                return new PoolOptions().setMaxSize(1);
            }

            @Override
            public List<PgConnectOptions> pgConnectOptionsList() {
                return List.of(options(proxy.port()));
            }
        }));
    }

    private static PgConnectOptions options(int port) {
        return new PgConnectOptions()
                .setHost(config.get("mentoring.database.host"))
                .setPort(port)
                .setDatabase("kit")
                .setUser(config.get("mentoring.database.app.username"))
                .setPassword(config.get("mentoring.database.app.password"));
    }

    private static int port() {
        return Integer.parseInt(config.get("mentoring.database.port"));
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
