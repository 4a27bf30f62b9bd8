package org.mentoring.kit.inbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.RealParts;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mentoring.kit.test.TestTopics.header;

/** Events whose statements take longer than the client waits. */
@Tag("slow")
@QuarkusTest
@TestProfile(SlowEventTest.Impatient.class)
@RealParts
class SlowEventTest {

    private static final String TOPIC = "mentoring.remarks";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int MORE_THAN_BEFORE_PARKING = 7;

    @Inject
    RemarkConsumer consumer;

    private final UUID subject = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "mentoring.database.socket-timeout", "PT1S", "quarkus.datasource.reactive.idle-timeout", "PT0.5S");
        }
    }

    @AfterEach
    void reset() throws SQLException {
        consumer.reset();
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'kit_app' AND query LIKE '%pg_sleep%'");
        }
    }

    @Test
    void parksAnEventThatAlwaysTakesTooLongAndGoesOn() throws SQLException {
        consumer.afterEffect((event, tx) -> event.subject().equals(subject)
                ? tx.query("SELECT pg_sleep(600)").execute().replaceWithVoid()
                : Uni.createFrom().voidItem());
        publish(subject);
        publish(other);

        awaitApplied(other);
        var parked = TestTopics.read(
                TOPIC + ".kit.dlq", 1, event -> subject.toString().equals(event.key()));
        assertThat(header(parked.getFirst(), "dead-letter-reason")).contains("took too long");
        assertThat(applied(subject)).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void waitsForALockThatSomethingElseHolds(boolean ofTheService) throws SQLException {
        try (var lock = ofTheService ? TestDatabase.asApp() : TestDatabase.asSuperuser();
                var statement = lock.createStatement();
                var database = TestDatabase.asSuperuser()) {
            statement.execute("SELECT pg_advisory_lock(4711)");
            publish(subject);
            await().atMost(TIMEOUT)
                    .until(() -> TestDatabase.count(
                                    database,
                                    "SELECT count(*) FROM pg_stat_activity WHERE usename = 'kit_app' AND wait_event_type = 'Lock'")
                            >= MORE_THAN_BEFORE_PARKING);
        }

        awaitApplied(subject);
    }

    private static void publish(UUID subject) {
        TestTopics.publish(
                TOPIC,
                UUID.randomUUID().toString(),
                "/mentoring/kit",
                "org.mentoring.remark.made.v1",
                subject,
                1,
                "{}");
    }

    private static void awaitApplied(UUID subject) {
        await().atMost(TIMEOUT).until(() -> applied(subject) == 1);
    }

    private static long applied(UUID subject) throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(database, "SELECT count(*) FROM remarks WHERE subject = ?", subject);
        }
    }
}
