package org.mentoring.booking;

import java.sql.SQLException;
import java.util.UUID;

import io.restassured.response.ValidatableResponse;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.MentorFixture.in;
import static org.mentoring.kit.test.TestTopics.events;

/** A session that somebody did not come to, and what its sides and admins can do about it. */
abstract class NoShowCase {

    final UUID linus = UUID.randomUUID();
    final Tokens mentee = Tokens.of("Linus", linus).roles("mentee");
    final Tokens admin = Tokens.of("Root", UUID.randomUUID()).roles("admin");
    MentorFixture mentor;
    UUID session;

    @BeforeEach
    void book() {
        mentor = MentorFixture.available();
        session = UUID.fromString(as(mentee)
                .body(mentor.booking(in(3, 10, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201)
                .extract()
                .path("session_id"));
    }

    ValidatableResponse report(String side, String absent) {
        var request = as(token(side));
        return (absent == null ? request : request.body("{\"absent\": \"" + absent + "\"}"))
                .post(path("no-show"))
                .then();
    }

    ValidatableResponse contest(String side, String reason) {
        var request = as(token(side));
        return (reason == null ? request : request.body("{\"reason\": \"" + reason + "\"}"))
                .post(path("contest"))
                .then();
    }

    ValidatableResponse decide(Tokens who, String outcome, String absent) {
        var body = absent == null
                ? "{\"outcome\": \"" + outcome + "\"}"
                : "{\"outcome\": \"" + outcome + "\", \"absent\": \"" + absent + "\"}";
        return as(who).body(body).post(path("decide")).then();
    }

    ValidatableResponse get(Tokens who) {
        return as(who).get(path("")).then().statusCode(200);
    }

    String path(String what) {
        return "/api/v1/sessions/" + session + (what.isEmpty() ? "" : "/" + what);
    }

    Tokens token(String side) {
        return side.equals("mentor") ? mentor.token() : mentee;
    }

    /** The type of the last event of the session, once it is published. */
    String lastEvent() throws Exception {
        return TestTopics.header(lastRecord(), "ce_type");
    }

    ConsumerRecord<String, String> lastRecord() throws Exception {
        long count;
        try (var database = TestDatabase.asSuperuser()) {
            count = TestDatabase.count(database, "SELECT events FROM mentoring_sessions WHERE id = ?", session);
        }
        return events("mentoring.sessions", session, (int) count).getLast();
    }

    /** Lets the session have ended so long ago. */
    void endedAgo(String ago) throws SQLException {
        update("start_time = now() - ?::interval - interval '1 hour', end_time = now() - ?::interval", ago);
    }

    void setContestableUntil(String offset) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("UPDATE mentoring_sessions SET contestable_until = now() " + offset + " WHERE id = '"
                    + session + "'");
        }
    }

    void update(String set, String interval) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.prepareStatement("UPDATE mentoring_sessions SET " + set + " WHERE id = ?")) {
            statement.setString(1, interval);
            statement.setString(2, interval);
            statement.setObject(3, session);
            assertThat(statement.executeUpdate()).isOne();
        }
    }
}
