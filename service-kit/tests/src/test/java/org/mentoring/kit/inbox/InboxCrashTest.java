package org.mentoring.kit.inbox;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.RealParts;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The inbox at each point where the service or its database may die: an event is applied once, and in order. */
@QuarkusTest
@RealParts
class InboxCrashTest {

    private static final String TOPIC = "mentoring.remarks";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final String WAITS_FOR_LOCK = "wait_event_type = 'Lock'";
    private static final String WAITS_FOR_CONSUMER = "state = 'idle in transaction' AND query LIKE '%INTO remarks%'";

    @Inject
    RemarkConsumer consumer;

    @Inject
    MeterRegistry meters;

    @TestHTTPResource(value = "metrics", management = true)
    URI metrics;

    private final UUID subject = UUID.randomUUID();

    @BeforeEach
    @AfterEach
    void reset() {
        consumer.reset();
    }

    @Test
    void appliesOnceAndInOrderAfterLosingTheConnectionBeforeTheEffect() throws SQLException {
        try (var other = TestDatabase.asSuperuser();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE");
            publish(1, 2, 3);
            awaitKilled(WAITS_FOR_LOCK);
            other.rollback();
        }

        awaitApplied(3);
        assertThat(applied()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void appliesOnceAndInOrderAfterLosingTheConnectionBetweenEffectAndCommit() throws SQLException {
        var goOn = new CompletableFuture<Void>();
        consumer.afterEffect((event, tx) -> Uni.createFrom().completionStage(goOn));
        publish(1, 2, 3);
        awaitKilled(WAITS_FOR_CONSUMER);
        goOn.complete(null);

        awaitApplied(3);
        assertThat(applied()).containsExactly(1L, 2L, 3L);
        assertThat(consumer.attempts()).isEqualTo(4);
    }

    @Test
    void appliesOnceAfterLosingTheConnectionDuringCommit() throws SQLException {
        try (var other = TestDatabase.asSuperuser();
                var statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(4711)");
            publish(1, 2);
            awaitKilled(WAITS_FOR_LOCK);
        }

        awaitApplied(2);
        assertThat(applied()).containsExactly(1L, 2L);
        assertThat(consumer.attempts()).isEqualTo(3);
    }

    @Test
    void rollsBackAFailedEffectAndAppliesItOnRetry() throws SQLException {
        var failures = new AtomicInteger(2);
        consumer.afterEffect((event, tx) -> failures.getAndDecrement() > 0
                ? Uni.createFrom().failure(new IllegalStateException("after the effect"))
                : Uni.createFrom().voidItem());
        publish(1, 2);

        awaitApplied(2);
        assertThat(applied()).containsExactly(1L, 2L);
        assertThat(consumer.attempts()).isEqualTo(4);
    }

    /** Crash between commit and acknowledgement: Kafka delivers again what was applied. */
    @Test
    void appliesOnceAnEventThatWasCommittedAndNotAcknowledged() throws SQLException {
        var event = UUID.randomUUID();
        publish(event, 1);
        publish(event, 1);
        publish(UUID.randomUUID(), 2);

        awaitApplied(2);
        assertThat(applied()).containsExactly(1L, 2L);
        assertThat(consumer.attempts()).isEqualTo(2);
    }

    /** A relay that publishes again under other ids, as one does that was restored from a backup. */
    @Test
    void ignoresAnEventAfterALaterOneOfItsAggregate() throws SQLException {
        publish(1, 2);
        awaitApplied(2);

        publish(1, 2, 3);

        awaitApplied(3);
        assertThat(applied()).containsExactly(1L, 2L, 3L);
    }

    /** As after offsets were set back; a table that is locked against writing can still be read. */
    @Test
    void skipsRepeatedEventsWithoutATransactionForEach() throws SQLException {
        var again = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        for (int i = 0; i < again.size(); i++) {
            publish(again.get(i), i + 1);
        }
        awaitApplied(3);
        var repeated = meters.counter("mentoring.events", "consumer", "remarks", "outcome", "repeated");
        var before = repeated.count();
        publish(again.getFirst(), 1);
        await().atMost(TIMEOUT).until(() -> repeated.count() == before + 1);

        try (var other = TestDatabase.asSuperuser();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE inbox IN EXCLUSIVE MODE");
            publish(again.get(1), 2);
            publish(again.get(2), 3);
            await().atMost(TIMEOUT).until(() -> repeated.count() == before + 3);
            publish(UUID.randomUUID(), 4);
            other.rollback();
        }

        awaitApplied(4);
        assertThat(applied()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void showsForHowLongItHasBeenAtAnEvent() {
        var goOn = new CompletableFuture<Void>();
        consumer.afterEffect((event, tx) -> Uni.createFrom().completionStage(goOn));
        publish(1);
        try {
            await().atMost(TIMEOUT).until(() -> secondsAtTheEvent() > 0);
        } finally {
            goOn.complete(null);
        }

        await().atMost(TIMEOUT).until(() -> secondsAtTheEvent() == 0);
    }

    /** As alerts ask for it. */
    private double secondsAtTheEvent() {
        return given().get(metrics)
                .asString()
                .lines()
                .filter(line -> line.startsWith("mentoring_events_handling_seconds_max{consumer=\"remarks\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private void publish(long... versions) {
        for (var version : versions) {
            publish(UUID.randomUUID(), version);
        }
    }

    private void publish(UUID event, long version) {
        TestTopics.publish(
                TOPIC, event.toString(), "/mentoring/kit", "org.mentoring.remark.made.v1", subject, version, "{}");
    }

    /** Ends the one connection of the service that is there, as the end of its process would. */
    private static void awaitKilled(String where) {
        await().atMost(TIMEOUT).until(() -> {
            try (var database = TestDatabase.asSuperuser()) {
                return TestDatabase.count(
                                database,
                                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'kit_app' AND "
                                        + where)
                        > 0;
            }
        });
    }

    private void awaitApplied(int events) {
        await().atMost(TIMEOUT).until(() -> applied().size() >= events);
    }

    private List<Long> applied() throws SQLException {
        try (Connection database = TestDatabase.asSuperuser();
                var query =
                        database.prepareStatement("SELECT version FROM remarks WHERE subject = ? ORDER BY position")) {
            query.setObject(1, subject);
            var versions = new ArrayList<Long>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    versions.add(rows.getLong(1));
                }
            }
            return versions;
        }
    }
}
