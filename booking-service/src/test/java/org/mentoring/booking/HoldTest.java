package org.mentoring.booking;

import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.atOnce;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.hold;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.Calls.starts;
import static org.mentoring.booking.MentorFixture.in;
import static org.mentoring.kit.test.TestTopics.events;

@QuarkusTest
@RealParts
class HoldTest {

    private static final String TAKEN = "urn:problem-type:mentoring:slot-taken";

    private final UUID linus = UUID.randomUUID();
    private final UUID ken = UUID.randomUUID();

    @Test
    void keepsASlotForOneWhoThenBooksIt() throws Exception {
        var mentor = MentorFixture.available();
        var start = in(3, 10, 0);
        var held = hold(linus, mentor, start)
                .statusCode(201)
                .body("mentor_id", equalTo(mentor.id().toString()))
                .body("session_type", equalTo("Mentoring session"))
                .extract();
        var id = held.<String>path("id");
        assertThat(held.header("Location")).endsWith("/api/v1/slots/holds/" + id);
        assertThat(OffsetDateTime.parse(held.path("start_time"))).isEqualTo(start);
        assertThat(OffsetDateTime.parse(held.path("end_time"))).isEqualTo(start.plusHours(1));
        assertThat(OffsetDateTime.parse(held.path("expires_at")))
                .isCloseTo(OffsetDateTime.now().plusMinutes(5), within(30, ChronoUnit.SECONDS));

        assertThat(starts(mentor)).doesNotContain(start).contains(start.plusHours(1));
        book(ken, mentor, start).statusCode(409).body("type", equalTo(TAKEN));
        hold(ken, mentor, start).statusCode(409).body("type", equalTo(TAKEN));
        for (var side : new Tokens[] {mentee(linus), mentor.token()}) {
            as(side).get("/api/v1/bookings").then().body("items", hasSize(0));
            as(side).get("/api/v1/bookings/" + id).then().statusCode(404);
            as(side).post("/api/v1/bookings/" + id + "/cancel").then().statusCode(404);
        }
        as(mentor.token()).post("/api/v1/bookings/" + id + "/accept").then().statusCode(404);
        as(mentee(linus))
                .queryParam("status", "held")
                .get("/api/v1/bookings")
                .then()
                .statusCode(400);

        var booked = book(linus, mentor, start)
                .statusCode(201)
                .body("status", equalTo("confirmed"))
                .body("version", equalTo(1))
                .body("expires_at", nullValue())
                .extract();
        letGo(linus, id).statusCode(404);
        events("mentoring.bookings", UUID.fromString(booked.path("id")), 1);
        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(
                            database, "SELECT count(*) FROM outbox WHERE subject = ?", UUID.fromString(id)))
                    .isZero();
            assertThat(TestDatabase.count(
                            database,
                            "SELECT count(*) FROM bookings WHERE mentor_id = ?",
                            mentor.id().toString()))
                    .isOne();
        }
    }

    @Test
    void letsTheTimeGoWhenItsHolderDoes() {
        var mentor = MentorFixture.available();
        var id = hold(linus, mentor, in(3, 10, 0)).statusCode(201).extract().<String>path("id");
        letGo(ken, id).statusCode(404);
        as(mentor.token()).delete("/api/v1/slots/holds/" + id).then().statusCode(403);
        given().delete("/api/v1/slots/holds/" + id).then().statusCode(401);
        letGo(linus, id).statusCode(204);
        letGo(linus, id).statusCode(404);
        letGo(linus, "no-uuid").statusCode(404);
        assertThat(starts(mentor)).contains(in(3, 10, 0));
        book(ken, mentor, in(3, 10, 0)).statusCode(201);
    }

    @Test
    void showsWhatIsHeldToItsHolderAlone() throws Exception {
        var one = hold(linus, MentorFixture.available(), in(3, 10, 0)).extract();
        var mentor = MentorFixture.available();
        var two = hold(linus, mentor, in(4, 10, 0)).extract();
        as(mentee(linus))
                .get("/api/v1/slots/holds")
                .then()
                .statusCode(200)
                .body("items.id", contains(one.<String>path("id"), two.<String>path("id")))
                .body("items[1].mentor_id", equalTo(mentor.id().toString()))
                .body("items[1].session_type", equalTo("Mentoring session"))
                .body("items[1].start_time", equalTo(two.path("start_time")))
                .body("items[1].end_time", equalTo(two.path("end_time")))
                .body("items[1].expires_at", equalTo(two.path("expires_at")))
                .body("next_cursor", nullValue());
        var next = as(mentee(linus))
                .queryParam("limit", 1)
                .get("/api/v1/slots/holds")
                .then()
                .body("items.id", contains(one.<String>path("id")))
                .extract()
                .<String>path("next_cursor");
        as(mentee(linus))
                .queryParam("cursor", next)
                .get("/api/v1/slots/holds")
                .then()
                .body("items.id", contains(two.<String>path("id")))
                .body("next_cursor", nullValue());
        as(mentee(ken)).get("/api/v1/slots/holds").then().statusCode(200).body("items", hasSize(0));
        as(mentor.token()).get("/api/v1/slots/holds").then().statusCode(403);
        letExpire(one.path("id"));
        as(mentee(linus)).get("/api/v1/slots/holds").then().body("items.id", contains(two.<String>path("id")));
    }

    @Test
    void letsNoHoldGoThatHasBecomeABooking() {
        var mentor = MentorFixture.available();
        var id = book(linus, mentor, in(3, 10, 0)).statusCode(201).extract().<String>path("id");
        letGo(linus, id).statusCode(404);
    }

    @Test
    void holdsOneSlotOfAMentorForAPerson() {
        var mentor = MentorFixture.available();
        var first = hold(linus, mentor, in(3, 10, 0)).statusCode(201).extract().<String>path("id");
        hold(linus, mentor, in(3, 10, 30)).statusCode(201);
        letGo(linus, first).statusCode(404);
        book(ken, mentor, in(3, 9, 30)).statusCode(201);
        hold(linus, mentor, in(3, 9, 30)).statusCode(409);
        book(ken, mentor, in(3, 10, 30)).statusCode(409);
        book(linus, mentor, in(3, 11, 0)).statusCode(201);
        book(ken, mentor, in(3, 10, 30)).statusCode(409);
        assertThat(starts(mentor)).contains(in(3, 12, 0));
    }

    @Test
    void standsNotInItsHoldersOwnWay() {
        var mentor = MentorFixture.available();
        hold(linus, mentor, in(3, 10, 0)).statusCode(201);
        book(linus, MentorFixture.available(), in(3, 10, 0)).statusCode(201);
        book(ken, mentor, in(3, 10, 0)).statusCode(201);
    }

    @Test
    void isGoneWhenItExpires() throws Exception {
        var mentor = MentorFixture.available();
        var id = hold(linus, mentor, in(3, 10, 0)).statusCode(201).extract().<String>path("id");
        letExpire(id);
        assertThat(starts(mentor)).contains(in(3, 10, 0));
        letGo(linus, id).statusCode(404);
        book(ken, mentor, in(3, 10, 0)).statusCode(201);

        var other = hold(linus, mentor, in(3, 11, 0)).statusCode(201).extract().<String>path("id");
        letExpire(other);
        await().atMost(2, MINUTES).until(() -> {
            try (var database = TestDatabase.asSuperuser()) {
                return TestDatabase.count(
                                database, "SELECT count(*) FROM bookings WHERE id = ?", UUID.fromString(other))
                        == 0;
            }
        });
    }

    @Test
    void holdsSlotsOfAFewMentorsAtOnce() {
        for (var hour = 9; hour < 14; hour++) {
            hold(linus, MentorFixture.available(), in(3, hour, 0)).statusCode(201);
        }
        var mentor = MentorFixture.available();
        var refused = hold(linus, mentor, in(3, 15, 0))
                .statusCode(429)
                .body("type", equalTo("urn:problem-type:mentoring:too-many-holds"))
                .body("detail", containsString("5 mentors"))
                .extract();
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(200, 301);
        book(linus, mentor, in(3, 15, 0)).statusCode(201);
    }

    @Test
    void givesASlotToOneOfManyWhoWantToHoldIt() throws Exception {
        var mentor = MentorFixture.available();
        var answers = atOnce(
                50, i -> hold(UUID.randomUUID(), mentor, in(3, 10, 0)).extract().statusCode());
        assertThat(answers).containsOnlyOnce(201).allMatch(status -> status == 201 || status == 409);
    }

    @Test
    void holdsNoMoreThanOneWhenOnePersonAsksManyTimesAtOnce() throws Exception {
        var mentor = MentorFixture.available();
        var answers = atOnce(
                16,
                i -> hold(linus, mentor, in(3, 9 + i % 8, i % 8 == 7 ? 0 : 30))
                        .extract()
                        .statusCode());
        assertThat(answers).containsOnly(201);
        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(
                            database, "SELECT count(*) FROM bookings WHERE user_id = ?", linus.toString()))
                    .isOne();
        }
    }

    @Test
    void refusesWhatCannotBeHeld() {
        var mentor = MentorFixture.available();
        hold(linus, mentor, in(3, 8, 0))
                .statusCode(422)
                .body("type", equalTo("urn:problem-type:mentoring:slot-not-offered"));
        hold(linus, mentor, in(-3, 10, 0)).statusCode(422);
        hold(linus, new MentorFixture(UUID.randomUUID()), in(3, 10, 0)).statusCode(404);
        as(Tokens.of("Ada", mentor.id()).roles("mentor", "mentee"))
                .body(mentor.booking(in(3, 10, 0)))
                .post("/api/v1/slots/holds")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("mentor_id"));
        as(mentor.token())
                .body(mentor.booking(in(3, 10, 0)))
                .post("/api/v1/slots/holds")
                .then()
                .statusCode(403);
        as(mentee(linus)).body("{}").post("/api/v1/slots/holds").then().statusCode(422);
        as(mentee(linus))
                .body(mentor.booking(in(3, 10, 0)).replace("}", ", \"note\": \"x\"}"))
                .post("/api/v1/slots/holds")
                .then()
                .statusCode(400)
                .body("type", endsWith("malformed"));
        as(mentee(linus))
                .body(mentor.booking(in(3, 10, 0)).replace("Mentoring session", "Surgery"))
                .post("/api/v1/slots/holds")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("session_type"));
    }

    private static ValidatableResponse letGo(UUID mentee, String hold) {
        return as(mentee(mentee)).delete("/api/v1/slots/holds/" + hold).then();
    }

    private static void letExpire(String hold) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.prepareStatement(
                        "UPDATE bookings SET expires_at = now() - interval '1 second' WHERE id = ?")) {
            statement.setObject(1, UUID.fromString(hold));
            assertThat(statement.executeUpdate()).isOne();
        }
    }
}
