package org.mentoring.booking;

import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.act;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.atOnce;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.Calls.move;
import static org.mentoring.booking.MentorFixture.in;
import static org.mentoring.kit.test.TestTopics.events;

/** Bookings of mentors who want to be asked. */
@QuarkusTest
@RealParts
class RequestTest {

    private static final String NOT_OPEN = "urn:problem-type:mentoring:booking-not-open";
    private static final String NOT_CONFIRMED = "urn:problem-type:mentoring:booking-not-confirmed";

    private final UUID linus = UUID.randomUUID();
    private MentorFixture mentor;

    @BeforeEach
    void aMentorWhoWantsToBeAsked() {
        mentor = MentorFixture.available().wanting("\"approval_required\": true");
    }

    @Test
    void asksTheMentorAndConfirmsWhenTheMentorAccepts() throws Exception {
        var requested = book(linus, in(3, 10, 0))
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("status", equalTo("pending"))
                .body("sequence", equalTo(0))
                .extract();
        var id = requested.<String>path("id");
        var session = requested.<String>path("session_id");
        assertThat(OffsetDateTime.parse(requested.path("expires_at")))
                .isCloseTo(OffsetDateTime.now().plusHours(48), within(1, ChronoUnit.MINUTES));
        as(mentor.token()).get("/api/v1/sessions/" + session).then().statusCode(404);
        book(UUID.randomUUID(), in(3, 10, 0)).statusCode(409);

        act(mentor.token(), id, "accept")
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("status", equalTo("confirmed"))
                .body("sequence", equalTo(1))
                .body("expires_at", nullValue());
        as(mentee(linus))
                .get("/api/v1/sessions/" + session)
                .then()
                .statusCode(200)
                .body("status", equalTo("upcoming"))
                .body("booking_id", equalTo(id));
        act(mentor.token(), id, "accept").statusCode(409).body("type", equalTo(NOT_OPEN));
        act(mentor.token(), id, "decline").statusCode(409).body("type", equalTo(NOT_OPEN));
        assertTold(id, "requested", "confirmed");
    }

    @Test
    void freesTheTimeWhenTheMentorDeclines() throws Exception {
        var id = requested(in(3, 10, 0));
        as(mentor.token())
                .body("{\"reason\": \"I am on leave\"}")
                .post("/api/v1/bookings/" + id + "/decline")
                .then()
                .statusCode(200)
                .body("status", equalTo("declined"))
                .body("reason", equalTo("I am on leave"))
                .body("cancelled_by", nullValue())
                .body("expires_at", nullValue());
        act(mentor.token(), id, "accept")
                .statusCode(409)
                .body("type", equalTo(NOT_OPEN))
                .body("detail", containsString("declined"));
        as(mentee(linus))
                .post("/api/v1/bookings/" + id + "/cancel")
                .then()
                .statusCode(409)
                .body("type", equalTo(NOT_OPEN));
        book(UUID.randomUUID(), in(3, 10, 0)).statusCode(201);
        assertTold(id, "requested", "declined");
    }

    @Test
    void letsNobodyButItsMentorAnswer() {
        var id = requested(in(3, 10, 0));
        for (var answer : new String[] {"accept", "decline"}) {
            act(mentee(linus), id, answer).statusCode(403);
            act(Tokens.of("Linus", linus).roles("mentee", "mentor"), id, answer)
                    .statusCode(403)
                    .body("detail", containsString("Only the mentor"));
            act(MentorFixture.known().token(), id, answer).statusCode(404);
            act(mentor.token(), UUID.randomUUID().toString(), answer).statusCode(404);
            act(mentor.token(), "no-uuid", answer).statusCode(404);
        }
        as(mentor.token())
                .body("{\"reason\": \"" + "x".repeat(501) + "\"}")
                .post("/api/v1/bookings/" + id + "/decline")
                .then()
                .statusCode(422);
        as(mentor.token())
                .body("{\"why\": \"no time\"}")
                .post("/api/v1/bookings/" + id + "/decline")
                .then()
                .statusCode(400);
        as(mentee(linus)).get("/api/v1/bookings/" + id).then().body("status", equalTo("pending"));
    }

    @Test
    void acceptsNoOtherTimeThanTheOneThatTheMentorHasSeen() throws Exception {
        var id = requested(in(3, 10, 0));
        move(mentee(linus), id, in(4, 11, 0)).statusCode(200);

        accept(id, in(3, 10, 0))
                .statusCode(409)
                .body("type", equalTo("urn:problem-type:mentoring:conflict"))
                .body("detail", containsString("moved"));
        as(mentee(linus)).get("/api/v1/bookings/" + id).then().body("status", equalTo("pending"));
        accept(id, in(4, 11, 0)).statusCode(200).body("status", equalTo("confirmed"));
        accept(id, in(4, 11, 0)).statusCode(409).body("type", equalTo(NOT_OPEN));
        assertTold(id, "requested", "requested", "confirmed");
    }

    private ValidatableResponse accept(String id, OffsetDateTime start) {
        return act(mentor.token(), id, "accept", "{\"start_time\": \"%s\"}".formatted(start));
    }

    @Test
    void answersARetriedAnswerAsTheFirst() throws Exception {
        var id = requested(in(3, 10, 0));
        for (var attempt = 0; attempt < 2; attempt++) {
            as(mentor.token())
                    .header("Idempotency-Key", "accept-it")
                    .post("/api/v1/bookings/" + id + "/accept")
                    .then()
                    .statusCode(200)
                    .body("version", equalTo(2));
        }
        assertTold(id, "requested", "confirmed");
    }

    @Test
    void answersOnceWhenBothAnswersComeAtOnce() throws Exception {
        var id = requested(in(3, 10, 0));
        var answers = atOnce(
                10,
                i -> act(mentor.token(), id, i % 2 == 0 ? "accept" : "decline")
                        .extract()
                        .statusCode());
        assertThat(answers).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 409);
        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(
                            database, "SELECT count(*) FROM outbox WHERE subject = ?", UUID.fromString(id)))
                    .isEqualTo(2);
        }
    }

    @Test
    void acceptsOnceThoughTwoTabsAcceptAtOnce() throws Exception {
        var id = requested(in(3, 10, 0));
        var answers = atOnce(
                6,
                tab -> as(mentor.token())
                        .header("Idempotency-Key", "tab-" + tab)
                        .post("/api/v1/bookings/" + id + "/accept")
                        .then()
                        .extract()
                        .statusCode());
        assertThat(answers).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 409);
        assertTold(id, "requested", "confirmed");
        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(
                            database,
                            "SELECT count(*) FROM mentoring_sessions WHERE booking_id = ?",
                            UUID.fromString(id)))
                    .isOne();
        }
    }

    @Test
    void endsARequestThatNobodyAnsweredInTime() throws Exception {
        var id = requested(in(3, 10, 0));
        letExpire(id);
        act(mentor.token(), id, "accept").statusCode(409).body("type", equalTo(NOT_OPEN));
        await().atMost(2, MINUTES)
                .untilAsserted(() -> as(mentee(linus))
                        .get("/api/v1/bookings/" + id)
                        .then()
                        .body("status", equalTo("expired"))
                        .body("version", equalTo(2))
                        .body("expires_at", notNullValue()));
        assertTold(id, "requested", "expired");
        book(UUID.randomUUID(), in(3, 10, 0)).statusCode(201);
    }

    @Test
    void givesTheTimeOfAnExpiredRequestAwayAtOnce() throws Exception {
        var id = requested(in(3, 10, 0));
        letExpire(id);
        book(UUID.randomUUID(), in(3, 10, 0)).statusCode(201);
        as(mentee(linus)).get("/api/v1/bookings/" + id).then().body("status", equalTo("expired"));
        assertTold(id, "requested", "expired");
    }

    @Test
    void waitsForAnAnswerNoLongerThanUntilTheStart() {
        var start = in(1, 10, 0);
        var requested = book(linus, start).statusCode(201).extract();
        assertThat(OffsetDateTime.parse(requested.path("expires_at"))).isEqualTo(start);
    }

    @Test
    void letsTheMenteeMoveARequestWhichStaysOne() throws Exception {
        var id = requested(in(1, 10, 0));
        move(mentor.token(), id, in(4, 11, 0)).statusCode(409).body("type", equalTo(NOT_CONFIRMED));
        var moved = move(mentee(linus), id, in(4, 11, 0))
                .statusCode(200)
                .body("status", equalTo("pending"))
                .body("sequence", equalTo(1))
                .body("version", equalTo(2))
                .extract();
        assertThat(OffsetDateTime.parse(moved.path("expires_at"))).isAfter(in(1, 10, 0));
        assertThat(OffsetDateTime.parse(moved.path("start_time"))).isEqualTo(in(4, 11, 0));
        assertTold(id, "requested", "requested");
        var event = new ObjectMapper()
                .readTree(events("mentoring.bookings", UUID.fromString(id), 2)
                        .getLast()
                        .value());
        assertThat(OffsetDateTime.parse(event.path("previous_start_time").asText()))
                .isEqualTo(in(1, 10, 0));
    }

    @Test
    void letsTheMenteeTakeARequestBack() throws Exception {
        var id = requested(in(3, 10, 0));
        act(mentor.token(), id, "cancel").statusCode(409).body("type", equalTo(NOT_CONFIRMED));
        act(mentee(linus), id, "cancel")
                .statusCode(200)
                .body("status", equalTo("cancelled"))
                .body("cancelled_by", equalTo("mentee"))
                .body("expires_at", nullValue());
        act(mentor.token(), id, "accept").statusCode(409).body("type", equalTo(NOT_OPEN));
        assertTold(id, "requested", "cancelled");
        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(database, "SELECT count(*) FROM outbox WHERE data->>'booking_id' = ?", id))
                    .isZero();
        }
    }

    @Test
    void asksNobodyWhoDoesNotWantToBeAskedAnyMore() {
        mentor.wanting("\"approval_required\": null");
        as(mentor.token()).get("/api/v1/availability/settings").then().body("approval_required", equalTo(false));
        book(linus, in(3, 10, 0)).statusCode(201).body("status", equalTo("confirmed"));
    }

    private String requested(OffsetDateTime start) {
        return book(linus, start).statusCode(201).extract().path("id");
    }

    private ValidatableResponse book(UUID mentee, OffsetDateTime start) {
        return as(mentee(mentee))
                .body(mentor.booking(start))
                .post("/api/v1/bookings")
                .then();
    }

    private static void assertTold(String booking, String... what) throws Exception {
        var expected = IntStream.range(0, what.length)
                .mapToObj(i -> tuple("org.mentoring.booking." + what[i] + ".v1", Integer.toString(i + 1)))
                .toList();
        assertThat(events("mentoring.bookings", UUID.fromString(booking), what.length))
                .extracting(
                        event -> TestTopics.header(event, "ce_type"),
                        event -> TestTopics.header(event, "ce_aggregateversion"))
                .containsExactlyElementsOf(expected);
    }

    private static void letExpire(String booking) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.prepareStatement(
                        "UPDATE bookings SET expires_at = now() - interval '1 second' WHERE id = ?")) {
            statement.setObject(1, UUID.fromString(booking));
            assertThat(statement.executeUpdate()).isOne();
        }
    }
}
