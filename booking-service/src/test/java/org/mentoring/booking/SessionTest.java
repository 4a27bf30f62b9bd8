package org.mentoring.booking;

import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.MentorFixture.in;
import static org.mentoring.kit.test.TestTopics.events;

@QuarkusTest
@RealParts
class SessionTest {

    private final UUID linus = UUID.randomUUID();

    @Test
    void endsASessionThatHasBegunOnBehalfOfItsMentor() throws Exception {
        var mentor = MentorFixture.available();
        var session = book(mentor);
        var complete = "/api/v1/sessions/" + session + "/complete";
        as(mentor.token()).post(complete).then().statusCode(409);
        begin(session, "1 minute", "50 minutes");
        as(MentorFixture.known().token()).post(complete).then().statusCode(404);
        as(Tokens.of("Linus", linus).roles("mentee")).post(complete).then().statusCode(403);
        as(Tokens.of("Linus", linus).roles("mentor")).post(complete).then().statusCode(403);
        as(mentor.token())
                .post(complete)
                .then()
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("completed_at", notNullValue());
        as(mentor.token()).post(complete).then().statusCode(409);
        TestTopics.read(
                "mentoring.sessions",
                1,
                event -> session.toString().equals(event.key())
                        && "org.mentoring.session.completed.v1".equals(TestTopics.header(event, "ce_type")));
    }

    @Test
    void publishesThatSomebodyDidNotCome() throws Exception {
        var mentor = MentorFixture.available();
        var session = book(mentor);
        var noShow = "/api/v1/sessions/" + session + "/no-show";
        as(mentor.token()).post(noShow).then().statusCode(409).body("detail", containsString("not begun"));
        begin(session, "20 minutes", "40 minutes");
        as(MentorFixture.known().token()).post(noShow).then().statusCode(404);
        as(Tokens.of("Ken", UUID.randomUUID()).roles("mentee"))
                .post(noShow)
                .then()
                .statusCode(404);
        as(Tokens.of("Root", UUID.randomUUID()).roles("admin"))
                .post(noShow)
                .then()
                .statusCode(403);
        as(Tokens.of("Root", UUID.randomUUID()).roles("admin", "mentor"))
                .post(noShow)
                .then()
                .statusCode(404);
        as(mentor.token()).body("{\"absent\": \"nobody\"}").post(noShow).then().statusCode(400);
        as(mentor.token()).body("{\"whom\": \"mentee\"}").post(noShow).then().statusCode(400);
        as(mentor.token())
                .post(noShow)
                .then()
                .statusCode(200)
                .body("status", equalTo("no-show"))
                .body("absent", equalTo("mentee"))
                .body("reported_by", equalTo("mentor"))
                .body("completed_at", nullValue());
        as(mentor.token()).post(noShow).then().statusCode(409);
        as(mentor.token())
                .post("/api/v1/sessions/" + session + "/complete")
                .then()
                .statusCode(409);
        as(Tokens.of("Linus", linus).roles("mentee"))
                .queryParam("status", "no-show")
                .get("/api/v1/sessions")
                .then()
                .body("items.id", contains(session.toString()));
        // The clock may have begun it before the mentor spoke.
        var events = TestTopics.read(
                "mentoring.sessions",
                1,
                event -> session.toString().equals(event.key())
                        && "org.mentoring.session.no-show.v1".equals(TestTopics.header(event, "ce_type")));
        var version = Integer.parseInt(TestTopics.header(events.getFirst(), "ce_aggregateversion"));
        assertThat(events("mentoring.sessions", session, version)).hasSize(version);
    }

    @Test
    void letsAMenteeSayThatTheMentorDidNotCome() throws Exception {
        var mentor = MentorFixture.available();
        var session = book(mentor);
        begin(session, "20 minutes", "40 minutes");
        as(Tokens.of("Linus", linus).roles("mentee"))
                .post("/api/v1/sessions/" + session + "/no-show")
                .then()
                .statusCode(200)
                .body("status", equalTo("no-show"))
                .body("absent", equalTo("mentor"))
                .body("reported_by", equalTo("mentee"));
        as(mentor.token()).get("/api/v1/sessions/" + session).then().body("absent", equalTo("mentor"));
    }

    @Test
    void letsAMentorSayThatItWasTheMentorWhoDidNotCome() throws Exception {
        var mentor = MentorFixture.available();
        var session = book(mentor);
        begin(session, "20 minutes", "40 minutes");
        as(mentor.token())
                .body("{\"who\": \"mentor\"}")
                .post("/api/v1/sessions/" + session + "/no-show")
                .then()
                .statusCode(200)
                .body("absent", equalTo("mentor"));
    }

    @Test
    void letsTheClockBeginAndEndASession() throws Exception {
        var session = book(MentorFixture.available());
        begin(session, "2 hours", "-1 hours");
        await().atMost(2, MINUTES)
                .untilAsserted(() -> as(Tokens.of("Linus", linus).roles("mentee"))
                        .queryParam("status", "completed")
                        .get("/api/v1/sessions")
                        .then()
                        .body("items.id", contains(session.toString())));
        assertThat(events("mentoring.sessions", session, 2))
                .extracting(
                        event -> TestTopics.header(event, "ce_type"),
                        event -> TestTopics.header(event, "ce_aggregateversion"))
                .containsExactly(
                        tuple("org.mentoring.session.started.v1", "1"),
                        tuple("org.mentoring.session.completed.v1", "2"));
    }

    /** A replica with a clock ahead, or the wait for a lock: the session has begun, and by the clock of the request it has not. */
    @Test
    void neitherMovesNorCancelsASessionThatHasBegun() throws Exception {
        var mentor = MentorFixture.available();
        var session = book(mentor);
        begin(session, "1 minute", "1 hour");
        assertThat(events("mentoring.sessions", session, 1)).hasSize(1);
        var booking = as(mentor.token())
                .get("/api/v1/sessions/" + session)
                .then()
                .body("status", equalTo("active"))
                .extract()
                .<String>path("booking_id");
        Calls.move(mentor.token(), booking, in(6, 10, 0))
                .statusCode(409)
                .body("detail", equalTo("The session has started."));
        Calls.act(mentor.token(), booking, "cancel")
                .statusCode(409)
                .body("detail", equalTo("The session has started."));
    }

    @Test
    void listsTheSessionsOfEachSide() {
        var mentor = MentorFixture.available();
        var early = book(mentor, 3).toString();
        var late = book(mentor, 5).toString();
        var asMentee = Tokens.of("Linus", linus).roles("mentee");
        var page = as(asMentee)
                .queryParam("limit", 1)
                .get("/api/v1/sessions")
                .then()
                .statusCode(200)
                .body("items.id", contains(late))
                .extract();
        as(asMentee)
                .queryParam("cursor", page.<String>path("next_cursor"))
                .get("/api/v1/sessions")
                .then()
                .body("items.id", contains(early));
        listed(mentor.token(), "role", "mentor").body("items.id", contains(late, early));
        listed(mentor.token(), "role", "mentee").body("items", empty());
        listed(asMentee, "from", utc(4)).body("items.id", contains(late));
        listed(asMentee, "to", utc(4)).body("items.id", contains(early));
        listed(asMentee, "status", "cancelled").body("items", empty());
        as(Tokens.of("Root", UUID.randomUUID()).roles("admin"))
                .queryParam("from", in(5, 10, 0).toInstant().toString())
                .queryParam("to", in(5, 10, 1).toInstant().toString())
                .queryParam("limit", 100)
                .get("/api/v1/sessions")
                .then()
                .body("items.id", hasItem(late));
        listed(asMentee, "role", "admin").statusCode(400);
        listed(asMentee, "status", "contested").statusCode(400);
        listed(asMentee, "contested", "yes").statusCode(400);
        listed(asMentee, "from", "yesterday").statusCode(400);
    }

    private static ValidatableResponse listed(Tokens who, String parameter, String value) {
        return as(who).queryParam(parameter, value).get("/api/v1/sessions").then();
    }

    private static String utc(int days) {
        return in(days, 0, 0).withOffsetSameInstant(ZoneOffset.UTC).toString();
    }

    private UUID book(MentorFixture mentor) {
        return book(mentor, 3);
    }

    private UUID book(MentorFixture mentor, int days) {
        return UUID.fromString(as(Tokens.of("Linus", linus).roles("mentee"))
                .body(mentor.booking(in(days, 10, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201)
                .extract()
                .path("session_id"));
    }

    /** Lets time pass for one session. */
    private static void begin(UUID session, String ago, String left) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.prepareStatement("""
                        UPDATE mentoring_sessions SET start_time = now() - ?::interval, end_time = now() + ?::interval WHERE id = ?
                        """)) {
            statement.setString(1, ago);
            statement.setString(2, left);
            statement.setObject(3, session);
            assertThat(statement.executeUpdate()).isOne();
        }
    }
}
