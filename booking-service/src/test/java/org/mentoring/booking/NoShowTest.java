package org.mentoring.booking;

import java.sql.SQLException;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.atOnce;
import static org.mentoring.booking.MentorFixture.in;
import static org.mentoring.kit.test.TestTopics.events;

/** Who may say that somebody did not come to a session, until when, and what becomes of it when the other side disagrees. */
@QuarkusTest
@RealParts
class NoShowTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final UUID linus = UUID.randomUUID();
    private final Tokens mentee = Tokens.of("Linus", linus).roles("mentee");
    private final Tokens admin = Tokens.of("Root", UUID.randomUUID()).roles("admin");
    private MentorFixture mentor;
    private UUID session;

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

    @ParameterizedTest
    @ValueSource(strings = {"mentor", "mentee"})
    void isReportedByEitherSideAfterTheClockHasCompletedTheSession(String side) throws Exception {
        endedAgo("1 minute");
        awaitStatus("completed");

        report(side, null)
                .statusCode(200)
                .body("status", equalTo("no-show"))
                .body("absent", equalTo(other(side)))
                .body("reported_by", equalTo(side))
                .body("reported_at", notNullValue())
                .body("contestable_until", notNullValue())
                .body("decided_at", nullValue())
                .body("decided_by", nullValue())
                .body("completed_at", nullValue());

        var told =
                JSON.readTree(events("mentoring.sessions", session, 3).getLast().value());
        assertThat(told.path("status").asText()).isEqualTo("no-show");
        assertThat(told.path("absent").asText()).isEqualTo(other(side));
        assertThat(told.path("completed_at").isNull()).isTrue();
        report(side, null).statusCode(409).body("detail", containsString("reported this already"));
    }

    @Test
    void isReportedForSevenDaysAfterTheEndAndNoLonger() throws Exception {
        endedAgo("7 days 1 minute");
        report("mentor", null).statusCode(409).body("detail", containsString("for 7 days"));
        report("mentee", null).statusCode(409);
        endedAgo("6 days 23 hours");
        report("mentor", null).statusCode(200);
    }

    @Test
    void isContestedByTheOtherSideAlone() throws Exception {
        endedAgo("1 minute");
        contest("mentee", null).statusCode(409).body("detail", containsString("No absence has been reported"));
        report("mentor", null).statusCode(200);

        contest("mentor", null).statusCode(409).body("detail", containsString("other side"));
        as(MentorFixture.known().token()).post(path("contest")).then().statusCode(404);
        as(admin).post(path("contest")).then().statusCode(403);
        contest("mentee", "x".repeat(1001)).statusCode(422);
        contest("mentee", "I was there from the start.")
                .statusCode(200)
                .body("status", equalTo("no-show"))
                .body("contested_by", equalTo("mentee"))
                .body("contested_at", notNullValue())
                .body("contested_absent", nullValue())
                .body("contest_reason", equalTo("I was there from the start."));

        contest("mentee", null).statusCode(409).body("detail", containsString("admin decides"));
        report("mentee", null).statusCode(409).body("detail", containsString("admin decides"));
        assertThat(lastEvent()).isEqualTo("org.mentoring.session.contested.v1");
    }

    @Test
    void isContestedByAReportThatSaysOtherwise() throws Exception {
        endedAgo("1 minute");
        report("mentee", null).statusCode(200).body("absent", equalTo("mentor"));
        report("mentor", null)
                .statusCode(200)
                .body("absent", equalTo("mentor"))
                .body("contested_by", equalTo("mentor"))
                .body("contested_absent", equalTo("mentee"))
                .body("decided_at", nullValue());
        assertThat(lastEvent()).isEqualTo("org.mentoring.session.contested.v1");
    }

    @Test
    void isFinalOnceTheOtherSideAgrees() throws Exception {
        endedAgo("1 minute");
        report("mentor", null).statusCode(200);
        report("mentee", "mentee")
                .statusCode(200)
                .body("decided_at", notNullValue())
                .body("decided_by", equalTo("agreement"))
                .body("absent", equalTo("mentee"));
        assertThat(lastEvent()).isEqualTo("org.mentoring.session.no-show.v1");
        assertThat(JSON.readTree(lastRecord().value()).path("decided_by").asText())
                .isEqualTo("agreement");
        contest("mentee", null).statusCode(409).body("detail", containsString("final"));
        report("mentor", "mentor").statusCode(409).body("detail", containsString("final"));
    }

    @Test
    void isFinalOnceTheTimeToContestItIsOver() throws Exception {
        endedAgo("1 minute");
        report("mentor", null).statusCode(200);
        setContestableUntil("- interval '1 second'");
        atOnce(4, replica -> settle());

        await().atMost(2, MINUTES)
                .untilAsserted(() ->
                        get(mentee).body("decided_by", equalTo("deadline")).body("status", equalTo("no-show")));
        contest("mentee", null).statusCode(409).body("detail", containsString("final"));
        var version = as(mentee).get(path("")).then().extract().<Integer>path("version");
        // Once when it was reported and once when it became final, however many replicas looked at it.
        assertThat(noShowEvents()).isEqualTo(2);
        assertThat(version).isPositive();
    }

    @Test
    void isNotContestedTooLateEvenBeforeTheClockHasMadeItFinal() throws Exception {
        endedAgo("1 minute");
        report("mentor", null).statusCode(200);
        try (var app = TestDatabase.asApp();
                var call = app.prepareStatement(
                        "SELECT outcome FROM contest_no_show(?, NULL, now() + interval '7 days 1 minute', NULL)")) {
            TestDatabase.identify(app, linus, "mentee");
            call.setObject(1, session);
            var rows = call.executeQuery();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("decided");
        }
        get(mentee).body("contested_at", nullValue());
    }

    @Test
    void isDecidedByAnAdminOnceItIsContested() throws Exception {
        endedAgo("1 minute");
        decide(admin, "completed", null).statusCode(409).body("detail", containsString("No absence has been reported"));
        report("mentor", null).statusCode(200);
        decide(admin, "completed", null).statusCode(409).body("detail", containsString("can still contest"));
        contest("mentee", null).statusCode(200);
        as(admin)
                .queryParam("contested", true)
                .queryParam("limit", 100)
                .get("/api/v1/sessions")
                .then()
                .body("items.id", hasItem(session.toString()));
        as(mentee)
                .queryParam("contested", true)
                .get("/api/v1/sessions")
                .then()
                .body("items.id", contains(session.toString()));

        decide(mentor.token(), "no-show", "mentee").statusCode(403);
        decide(Tokens.of("Linus", linus).roles("mentee", "admin"), "completed", null)
                .statusCode(403);
        decide(admin, "active", null).statusCode(400);
        decide(admin, "completed", null)
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("absent", nullValue())
                .body("completed_at", notNullValue())
                .body("decided_at", notNullValue())
                .body("decided_by", equalTo("admin"))
                .body("contested_by", equalTo("mentee"));
        assertThat(lastEvent()).isEqualTo("org.mentoring.session.completed.v1");

        report("mentor", null).statusCode(409).body("detail", containsString("final"));
        as(admin)
                .queryParam("contested", true)
                .queryParam("limit", 100)
                .get("/api/v1/sessions")
                .then()
                .body("items.id", not(hasItem(session.toString())));
        decide(admin, "no-show", null).statusCode(422).body("errors.field", contains("absent"));
        decide(admin, "no-show", "mentor")
                .statusCode(200)
                .body("status", equalTo("no-show"))
                .body("absent", equalTo("mentor"));
        assertThat(lastEvent()).isEqualTo("org.mentoring.session.no-show.v1");
        as(mentee).queryParam("contested", true).get("/api/v1/sessions").then().body("items", empty());
    }

    @Test
    void isDecidedAnewByAnAdminAfterItBecameFinalUncontested() throws Exception {
        endedAgo("1 minute");
        report("mentor", null).statusCode(200);
        setContestableUntil("- interval '1 second'");
        await().atMost(2, MINUTES).untilAsserted(() -> get(mentee).body("decided_at", notNullValue()));
        decide(admin, "completed", null)
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("decided_by", equalTo("admin"));
    }

    @Test
    void endsAsTheLastAcceptedStatementSaysHoweverManyComeAtOnce() throws Exception {
        endedAgo("-30 minutes");
        atOnce(16, i -> switch (i % 4) {
            case 0 -> as(mentor.token()).post(path("complete")).statusCode();
            case 1 -> as(mentor.token()).post(path("no-show")).statusCode();
            case 2 -> as(mentee).post(path("no-show")).statusCode();
            default -> as(mentee).post(path("contest")).statusCode();
        });

        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(database, """
                    SELECT count(*) FROM mentoring_sessions s
                      JOIN outbox o ON o.topic = 'mentoring.sessions' AND o.subject = s.id AND o.aggregate_version = s.events
                     WHERE s.id = ? AND o.data->>'status' = s.status AND o.data->>'absent' IS NOT DISTINCT FROM s.absent
                       AND o.data->>'contested_by' IS NOT DISTINCT FROM s.contested_by
                    """, session)).isOne();
            assertThat(TestDatabase.count(
                            database,
                            "SELECT count(*) FROM outbox WHERE topic = 'mentoring.sessions' AND subject = ? AND type LIKE '%contested%'",
                            session))
                    .isLessThanOrEqualTo(1);
        }
    }

    private ValidatableResponse report(String side, String absent) {
        var request = as(token(side));
        return (absent == null ? request : request.body("{\"absent\": \"" + absent + "\"}"))
                .post(path("no-show"))
                .then();
    }

    private ValidatableResponse contest(String side, String reason) {
        var request = as(token(side));
        return (reason == null ? request : request.body("{\"reason\": \"" + reason + "\"}"))
                .post(path("contest"))
                .then();
    }

    private ValidatableResponse decide(Tokens who, String outcome, String absent) {
        var body = absent == null
                ? "{\"outcome\": \"" + outcome + "\"}"
                : "{\"outcome\": \"" + outcome + "\", \"absent\": \"" + absent + "\"}";
        return as(who).body(body).post(path("decide")).then();
    }

    private ValidatableResponse get(Tokens who) {
        return as(who).get(path("")).then().statusCode(200);
    }

    private String path(String what) {
        return "/api/v1/sessions/" + session + (what.isEmpty() ? "" : "/" + what);
    }

    private Tokens token(String side) {
        return side.equals("mentor") ? mentor.token() : mentee;
    }

    private static String other(String side) {
        return side.equals("mentor") ? "mentee" : "mentor";
    }

    private void awaitStatus(String status) {
        await().atMost(2, MINUTES).untilAsserted(() -> get(mentee).body("status", equalTo(status)));
    }

    /** The type of the last event of the session, once it is published. */
    private String lastEvent() throws Exception {
        return TestTopics.header(lastRecord(), "ce_type");
    }

    private ConsumerRecord<String, String> lastRecord() throws Exception {
        long count;
        try (var database = TestDatabase.asSuperuser()) {
            count = TestDatabase.count(database, "SELECT events FROM mentoring_sessions WHERE id = ?", session);
        }
        return events("mentoring.sessions", session, (int) count).getLast();
    }

    private long noShowEvents() throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(
                    database,
                    "SELECT count(*) FROM outbox WHERE topic = 'mentoring.sessions' AND subject = ? AND type LIKE '%no-show%'",
                    session);
        }
    }

    /** Lets the session have ended so long ago. */
    private void endedAgo(String ago) throws SQLException {
        update("start_time = now() - ?::interval - interval '1 hour', end_time = now() - ?::interval", ago);
    }

    private void setContestableUntil(String offset) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("UPDATE mentoring_sessions SET contestable_until = now() " + offset + " WHERE id = '"
                    + session + "'");
        }
    }

    private void update(String set, String interval) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.prepareStatement("UPDATE mentoring_sessions SET " + set + " WHERE id = ?")) {
            statement.setString(1, interval);
            statement.setString(2, interval);
            statement.setObject(3, session);
            assertThat(statement.executeUpdate()).isOne();
        }
    }

    /** As a replica that looks at the clock, beside the one under test. */
    private static Integer settle() {
        try (var replica = TestDatabase.asApp();
                var rows = replica.createStatement().executeQuery("SELECT settle_no_shows(now(), 100)")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
