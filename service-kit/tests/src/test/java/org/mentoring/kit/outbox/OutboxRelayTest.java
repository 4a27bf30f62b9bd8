package org.mentoring.kit.outbox;

import java.net.ConnectException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import jakarta.inject.Inject;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.RealParts;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mentoring.kit.outbox.OutboxFixture.TIMEOUT;
import static org.mentoring.kit.outbox.OutboxFixture.TOPIC;
import static org.mentoring.kit.outbox.OutboxFixture.append;
import static org.mentoring.kit.outbox.OutboxFixture.appendLocked;
import static org.mentoring.kit.outbox.OutboxFixture.awaitPublished;
import static org.mentoring.kit.outbox.OutboxFixture.count;
import static org.mentoring.kit.outbox.OutboxFixture.execute;
import static org.mentoring.kit.outbox.OutboxFixture.records;

/** The relay publishes in order and once, also where the database fails, and asks for nothing once it has stopped. */
@QuarkusTest
@RealParts
class OutboxRelayTest {

    private final UUID subject = UUID.randomUUID();

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    @Inject
    OutboxConfig config;

    @Inject
    OutboxMetrics metrics;

    @Inject
    EventPublisher publisher;

    @BeforeEach
    @AfterEach
    void empty() throws SQLException {
        execute("DELETE FROM outbox");
    }

    @Test
    void publishesTheEventsOfAnAggregateInTheirOrderAndOnce() throws SQLException {
        for (var version = 1; version <= 20; version++) {
            append(TOPIC, subject, version, 1);
        }

        awaitPublished(subject, 20);
        assertThat(records(subject)).extracting(OutboxFixture::version).containsExactlyElementsOf(upTo(20));
    }

    /** The database fails between acknowledgement and mark: the relay remembers, and marks without sending again. */
    @Test
    void marksWithoutPublishingAgainAfterTheDatabaseFailed() throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            database.setAutoCommit(false);
            appendLocked(statement, subject);
            assertThat(TestTopics.read(TOPIC, 1, record -> subject.toString().equals(record.key())))
                    .hasSize(1);
            await().atMost(TIMEOUT).until(() -> count("""
                            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                             WHERE usename = 'kit_app' AND wait_event_type = 'Lock'
                            """) == 1);
            database.rollback();
        }

        awaitPublished(subject, 1);
        assertThat(records(subject)).hasSize(1);
    }

    /** It has a timer to try again, and signals still come while the service ends. */
    @Test
    void runsNoStatementAfterItHasStopped() throws SQLException {
        var asked = new AtomicInteger();
        var away = new AtomicBoolean();
        var ownSignal = new OutboxSignal();
        var relay = new OutboxRelay(counted(asked, away), vertx, ownSignal, config, metrics, publisher);
        execute("UPDATE outbox_lease SET holder = '%s', expires_at = clock_timestamp() + interval '4 s'"
                .formatted(UUID.randomUUID()));
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            database.setAutoCommit(false);
            appendLocked(statement, subject);
            relay.start(new StartupEvent());
            execute("UPDATE outbox_lease SET expires_at = '-infinity'");
            ownSignal.raise();
            await().atMost(TIMEOUT).until(() -> count("""
                            SELECT count(*) FROM pg_stat_activity WHERE usename = 'kit_app' AND wait_event_type = 'Lock'
                            """) == 1);
            away.set(true);
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'kit_app'");
            relay.stop(new ShutdownEvent());
            database.rollback();
        }
        asked.set(0);
        ownSignal.raise();

        var triedAgain = new CompletableFuture<Void>();
        // After the timer of the relay, on whose context this runs as well.
        vertx.setTimer(
                config.retryAfter().multipliedBy(2).toMillis(),
                timer -> vertx.getOrCreateContext().runOnContext(nothing -> triedAgain.complete(null)));
        triedAgain.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
        assertThat(asked).hasValue(0);
    }

    /** The pool, which counts what it is asked for and gives no connection while the database is away. */
    private Pool counted(AtomicInteger asked, AtomicBoolean away) {
        return new Pool(pool.getDelegate()) {
            @Override
            public <T> Uni<T> withConnection(Function<SqlConnection, Uni<T>> statement) {
                asked.incrementAndGet();
                return away.get()
                        ? Uni.createFrom().failure(new ConnectException("The database is away"))
                        : super.withConnection(statement);
            }
        };
    }

    private static List<Long> upTo(long last) {
        return java.util.stream.LongStream.rangeClosed(1, last).boxed().toList();
    }
}
