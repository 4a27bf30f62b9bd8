package org.mentoring.kit.outbox;

import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import jakarta.inject.Inject;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.IssuerResource;
import org.mentoring.kit.test.KafkaResource;
import org.mentoring.kit.test.PostgresResource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/** The relay at each point where it, the database or the broker may fail. */
@QuarkusTest
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "database", value = "kit"),
        parallel = true)
@QuarkusTestResource(value = KafkaResource.class, parallel = true)
@QuarkusTestResource(IssuerResource.class)
class OutboxRelayTest {

    private static final String TOPIC = "mentoring.notes";
    private static final String PARKED = "/api/v1/kit/parked-events";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    /** More than a producer sends, and more than a broker takes. */
    private static final int TOO_LARGE = 1_200_000;

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
        assertThat(records(subject)).extracting(OutboxRelayTest::version).containsExactlyElementsOf(upTo(20));
    }

    @Test
    void parksWhatTheBrokerRefusesAndHoldsBackItsAggregateAlone() throws SQLException {
        var large = append(TOPIC, subject, 1, TOO_LARGE);
        append(TOPIC, subject, 2, 1);
        var other = UUID.randomUUID();
        append(TOPIC, other, 1, 1);
        append(TOPIC, other, 2, 1);

        awaitPublished(other, 2);
        await().atMost(TIMEOUT).until(() -> parked(large));
        assertThat(published(subject)).isZero();
        admin().get(PARKED + "?topic=" + TOPIC)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(large.toString()))
                .body("items[0].reason", containsString("RecordTooLargeException"))
                .body("items[0].waiting", equalTo(1));
        assertThat(records(other)).hasSize(2);
    }

    @Test
    void publishesTheNextOfTheAggregateOnceAnAdminDiscardsTheParkedOne() throws SQLException {
        var large = append(TOPIC, subject, 1, TOO_LARGE);
        append(TOPIC, subject, 2, 1);
        await().atMost(TIMEOUT).until(() -> parked(large));

        admin().body(Map.of("reason", "too large to be of use"))
                .contentType(ContentType.JSON)
                .post(PARKED + "/{id}/discard", large)
                .then()
                .statusCode(204);

        awaitPublished(subject, 1);
        assertThat(records(subject)).extracting(OutboxRelayTest::version).containsExactly(2L);
        admin().get(PARKED).then().body("items", hasSize(0));
    }

    @Test
    void publishesAParkedEventThatIsReplayedBeforeTheNextOfItsAggregate() throws SQLException {
        var first = append(TOPIC, subject, 1, TOO_LARGE);
        append(TOPIC, subject, 2, 1);
        await().atMost(TIMEOUT).until(() -> parked(first));
        execute("UPDATE outbox SET data = '{}' WHERE id = '%s'".formatted(first));

        admin().post(PARKED + "/{id}/replay", first).then().statusCode(204);

        awaitPublished(subject, 2);
        assertThat(records(subject)).extracting(OutboxRelayTest::version).containsExactly(1L, 2L);
    }

    @Test
    void parksAgainWhatIsRefusedAgain() throws SQLException {
        var first = append(TOPIC, subject, 1, TOO_LARGE);
        await().atMost(TIMEOUT).until(() -> parked(first));
        execute("UPDATE outbox SET parked_at = now() - interval '1 day' WHERE id = '%s'".formatted(first));

        admin().post(PARKED + "/replay?topic=" + TOPIC).then().statusCode(200).body("replayed", equalTo(1));

        await().atMost(TIMEOUT)
                .until(() ->
                        count("SELECT count(*) FROM outbox WHERE id = '%s' AND parked_at > now() - interval '1 hour'"
                                        .formatted(first))
                                == 1);
    }

    @Test
    void parksTheEventsOfATopicThatCannotBe() throws SQLException {
        var lost = append("no topic!", subject, 1, 1);
        append(TOPIC, subject, 1, 1);

        awaitPublished(subject, 1);
        await().atMost(TIMEOUT).until(() -> parked(lost));
    }

    @Test
    void letsAdminsAloneSeeAndDecide() {
        given().get(PARKED).then().statusCode(401);
        given().auth()
                .oauth2(Tokens.of("ada", UUID.randomUUID()).roles("mentor").build())
                .get(PARKED)
                .then()
                .statusCode(403);
        admin().post(PARKED + "/{id}/replay", UUID.randomUUID()).then().statusCode(404);
        admin().body(Map.of("reason", "gone"))
                .contentType(ContentType.JSON)
                .post(PARKED + "/{id}/discard", UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    /** Crash after the claim: nothing is published before the lease has expired, and everything after. */
    @Test
    void takesOverFromAReplicaThatDiedAfterItsClaim() throws SQLException {
        takeLease(UUID.randomUUID(), "2 seconds");
        append(TOPIC, subject, 1, 1);

        awaitPublished(subject, 1);
        assertThat(records(subject)).hasSize(1);
    }

    /** Crash between acknowledgement and mark: the same event comes twice, under the same id. */
    @Test
    void publishesAgainUnderTheSameIdWhatADeadReplicaHasNotMarked() throws SQLException {
        takeLease(UUID.randomUUID(), "2 seconds");
        var id = append(TOPIC, subject, 1, 1);
        TestTopics.publish(TOPIC, id.toString(), "/mentoring/kit", "org.mentoring.note.written.v1", subject, 1, "{}");

        awaitPublished(subject, 1);
        assertThat(TestTopics.read(TOPIC, 2, record -> subject.toString().equals(record.key())))
                .extracting(record -> TestTopics.header(record, "ce_id"))
                .containsExactly(id.toString(), id.toString());
    }

    /** The replica that slept through the end of its lease comes back with its marks. */
    @Test
    void refusesTheMarksOfAReplicaWhoseLeaseAnotherHasTaken() throws SQLException {
        var dead = UUID.randomUUID();
        var epoch = takeLease(dead, "-1 second");
        await().atMost(TIMEOUT)
                .until(() -> count("SELECT count(*) FROM outbox_lease WHERE holder <> '%s'".formatted(dead)) == 1);
        var id = append("no topic!", subject, 1, 1);

        assertThat(count("SELECT outbox_mark('%s', %d, ARRAY['%s']::uuid[])".formatted(dead, epoch, id)))
                .isZero();
    }

    /** A lease that nobody has taken still fences: what was sent is marked, and not sent again. */
    @Test
    void acceptsMarksAfterTheLeaseExpiredWhileNobodyHasTakenIt() throws SQLException {
        var slow = UUID.randomUUID();
        var id = append("no topic!", subject, 1, 1);
        await().atMost(TIMEOUT).until(() -> parked(id));
        execute("UPDATE outbox SET parked_at = NULL, topic = 'held'");
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            database.setAutoCommit(false);
            statement.execute(
                    "UPDATE outbox_lease SET holder = '%s', epoch = epoch + 1, expires_at = now() - interval '1 s'"
                            .formatted(slow));
            var marked = TestDatabase.count(
                    database,
                    "SELECT outbox_mark('%s', (SELECT epoch FROM outbox_lease), ARRAY['%s']::uuid[])"
                            .formatted(slow, id));
            database.rollback();
            assertThat(marked).isEqualTo(1);
        }
    }

    /** The database fails between acknowledgement and mark: the relay remembers, and marks without sending again. */
    @Test
    void marksWithoutPublishingAgainAfterTheDatabaseFailed() throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            database.setAutoCommit(false);
            appendLocked(statement);
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
    void asksTheDatabaseNothingMoreOnceItHasStopped() throws SQLException {
        var asked = new AtomicInteger();
        var away = new AtomicBoolean();
        var ownSignal = new OutboxSignal();
        var relay = new OutboxRelay(counted(asked, away), vertx, ownSignal, config, metrics, publisher);
        execute("UPDATE outbox_lease SET holder = '%s', expires_at = 'infinity'".formatted(UUID.randomUUID()));
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            database.setAutoCommit(false);
            appendLocked(statement);
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

    /** A replica that was frozen past its lease: while another holds it, it publishes nothing, and marks nothing. */
    @Test
    void publishesNothingWhileAnotherHasTakenTheLeaseAndGoesOnInOrderAfterwards() throws SQLException {
        var other = UUID.randomUUID();
        UUID id;
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            database.setAutoCommit(false);
            id = appendLocked(statement);
            assertThat(TestTopics.read(TOPIC, 1, record -> subject.toString().equals(record.key())))
                    .hasSize(1);
            await().atMost(TIMEOUT).until(() -> count("""
                            SELECT count(*) FROM pg_stat_activity WHERE usename = 'kit_app' AND wait_event_type = 'Lock'
                            """) == 1);
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'kit_app'");
            statement.execute("""
                    UPDATE outbox_lease SET holder = '%s', epoch = epoch + 1, expires_at = clock_timestamp() + interval '1 h'
                    """.formatted(other));
            database.commit();
        }
        append(TOPIC, subject, 2, 1);

        await().during(Duration.ofSeconds(1)).atMost(TIMEOUT).until(() -> published(subject) == 0);
        assertThat(records(subject)).hasSize(1);
        execute("UPDATE outbox_lease SET expires_at = clock_timestamp() WHERE holder = '%s'".formatted(other));

        awaitPublished(subject, 2);
        // The first was sent and not marked: it comes once more, under its id, before the second.
        assertThat(records(subject)).extracting(OutboxRelayTest::version).containsExactly(1L, 1L, 2L);
        assertThat(records(subject))
                .filteredOn(record -> version(record) == 1)
                .extracting(record -> TestTopics.header(record, "ce_id"))
                .containsOnly(id.toString());
    }

    private static long takeLease(UUID holder, String length) throws SQLException {
        execute("""
                UPDATE outbox_lease SET holder = '%s', epoch = epoch + 1, expires_at = now() + interval '%s'
                """.formatted(holder, length));
        return count("SELECT max(epoch) FROM outbox_lease");
    }

    private UUID append(String topic, UUID aggregate, int version, int size) throws SQLException {
        var id = UUID.randomUUID();
        execute("""
                INSERT INTO outbox (id, topic, type, subject, aggregate_version, data)
                VALUES ('%s', '%s', 'org.mentoring.note.written.v1', '%s', %d,
                        jsonb_build_object('text', repeat('x', %d)))
                """.formatted(id, topic, aggregate, version, size));
        return id;
    }

    /** Appends an event that cannot be marked before the transaction ends; nobody is handed it before it is locked. */
    private UUID appendLocked(Statement transaction) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var lease = database.createStatement()) {
            database.setAutoCommit(false);
            lease.execute("SELECT FROM outbox_lease FOR UPDATE");
            var id = append(TOPIC, subject, 1, 1);
            transaction.execute("SELECT FROM outbox WHERE id = '%s' FOR UPDATE".formatted(id));
            database.rollback();
            return id;
        }
    }

    private static void awaitPublished(UUID aggregate, int events) {
        await().atMost(TIMEOUT).until(() -> published(aggregate) == events);
    }

    private static long published(UUID aggregate) throws SQLException {
        return count(
                "SELECT count(*) FROM outbox WHERE subject = '%s' AND published_at IS NOT NULL".formatted(aggregate));
    }

    private static boolean parked(UUID id) throws SQLException {
        return count("SELECT count(*) FROM outbox WHERE id = '%s' AND parked_reason IS NOT NULL".formatted(id)) == 1;
    }

    /** What is in the topic of an aggregate, with a marker after it, so that nothing that came before is missed. */
    private static List<ConsumerRecord<String, String>> records(UUID aggregate) {
        var found = new java.util.ArrayList<ConsumerRecord<String, String>>();
        var end = UUID.randomUUID().toString();
        TestTopics.publish(TOPIC, end, "/test", "end", aggregate, 0, "{}");
        TestTopics.read(TOPIC, 1, record -> {
            var isEnd = end.equals(TestTopics.header(record, "ce_id"));
            if (aggregate.toString().equals(record.key()) && version(record) > 0) {
                found.add(record);
            }
            return isEnd;
        });
        return found;
    }

    private static long version(ConsumerRecord<String, String> record) {
        return Long.parseLong(TestTopics.header(record, "ce_aggregateversion"));
    }

    private static List<Long> upTo(long last) {
        return java.util.stream.LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static io.restassured.specification.RequestSpecification admin() {
        return given().auth()
                .oauth2(Tokens.of("admin", UUID.randomUUID()).roles("admin").build());
    }

    private static void execute(String sql) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(String sql) throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(database, sql);
        }
    }
}
