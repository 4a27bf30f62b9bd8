package org.mentoring.booking;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.atOnce;
import static org.mentoring.booking.MentorFixture.in;
import static org.mentoring.kit.test.TestTopics.events;

/** Sessions begin and end once, however many replicas advance them, also after a downtime. */
@QuarkusTest
@RealParts
class AdvanceSessionsTest {

    private static final int REPLICAS = 4;

    @Test
    void beginsAndEndsEachSessionOnceHoweverManyReplicasCatchUpAtOnce() throws Exception {
        var mentor = MentorFixture.available();
        var sessions = new ArrayList<UUID>();
        for (var hour = 9; hour < 17; hour++) {
            sessions.add(
                    UUID.fromString(as(Tokens.of("Linus", UUID.randomUUID()).roles("mentee"))
                            .body(mentor.booking(in(3, hour, 0)))
                            .post("/api/v1/bookings")
                            .then()
                            .statusCode(201)
                            .extract()
                            .path("session_id")));
        }
        letDaysPass(mentor);
        atOnce(REPLICAS, replica -> advance());

        await().atMost(2, MINUTES).until(() -> completed(mentor) == sessions.size());
        for (var session : sessions) {
            assertThat(events("mentoring.sessions", session, 2))
                    .extracting(event -> TestTopics.header(event, "ce_type"))
                    .containsExactly("org.mentoring.session.started.v1", "org.mentoring.session.completed.v1");
        }
        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(
                            database,
                            "SELECT count(*) FROM outbox WHERE topic = 'mentoring.sessions' AND data->>'mentor_id' = ?",
                            mentor.id().toString()))
                    .isEqualTo(2L * sessions.size());
        }
    }

    /** As a replica that looks at the clock, beside the one under test. */
    private static Integer advance() {
        try (var replica = TestDatabase.asApp();
                var rows = replica.createStatement().executeQuery("SELECT advance_sessions(now(), 3)")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long completed(MentorFixture mentor) throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(
                    database,
                    "SELECT count(*) FROM mentoring_sessions WHERE mentor_id = ? AND status = 'completed'",
                    mentor.id());
        }
    }

    /** The service was down meanwhile: sessions should have begun and ended long ago. */
    private static void letDaysPass(MentorFixture mentor) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("""
                    UPDATE mentoring_sessions SET start_time = start_time - interval '7 days', end_time = end_time - interval '7 days'
                     WHERE mentor_id = '%s'
                    """.formatted(mentor.id()));
        }
    }
}
