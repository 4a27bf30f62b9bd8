package org.mentoring.booking;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.Calls.move;
import static org.mentoring.booking.MentorFixture.in;
import static org.mentoring.kit.test.TestTopics.events;

/** Sessions are booked, moved, cancelled and listed. */
@QuarkusTest
@RealParts
class BookingTest {

    private final UUID linus = UUID.randomUUID();

    @Test
    void booksAFreeSlotAndPublishesIt() throws Exception {
        var mentor = MentorFixture.available();
        var start = in(3, 10, 0);
        var booked = as(mentee(linus))
                .body("""
                        {"mentor_id": "%s", "start_time": "%s", "session_type": "Mentoring session", "note": "About compilers"}
                        """.formatted(mentor.id(), start.withOffsetSameInstant(ZoneOffset.UTC)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("status", equalTo("confirmed"))
                .body("mentor_name", equalTo("Ada Lovelace"))
                .body("user_name", equalTo("Linus"))
                .body("date", equalTo(start.toLocalDate().toString()))
                .body("time", equalTo("10:00"))
                .body("mentor_time_zone", equalTo("Europe/Berlin"))
                .body("meeting_url", startsWith("https://meet.jit.si/mentoring-"))
                .body("note", equalTo("About compilers"))
                .body("sequence", equalTo(0))
                .extract();
        var id = booked.<String>path("id");
        assertThat(booked.header("Location")).endsWith("/api/v1/bookings/" + id);
        assertThat(OffsetDateTime.parse(booked.path("start_time"))).isEqualTo(start);

        as(mentor.token()).get("/api/v1/bookings/" + id).then().statusCode(200).body("id", equalTo(id));
        as(mentee(UUID.randomUUID())).get("/api/v1/bookings/" + id).then().statusCode(404);
        as(mentor.token())
                .get("/api/v1/sessions/" + booked.path("session_id"))
                .then()
                .statusCode(200)
                .body("status", equalTo("upcoming"))
                .body("booking_id", equalTo(id));

        var event = events("mentoring.bookings", UUID.fromString(id), 1).getFirst();
        assertThat(TestTopics.header(event, "ce_type")).isEqualTo("org.mentoring.booking.confirmed.v1");
        assertThat(TestTopics.header(event, "ce_aggregateversion")).isEqualTo("1");
        assertThat(new ObjectMapper()
                        .readTree(event.value())
                        .path("user_time_zone")
                        .asText())
                .isNotBlank();
    }

    @Test
    void refusesATimeThatOverlapsAnother() {
        var mentor = MentorFixture.available();
        book(linus, mentor, in(3, 10, 0)).statusCode(201);
        book(UUID.randomUUID(), mentor, in(3, 10, 0))
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem-type:mentoring:slot-taken"));
        book(UUID.randomUUID(), mentor, in(3, 10, 30)).statusCode(409);
        book(UUID.randomUUID(), mentor, in(3, 9, 30)).statusCode(409);
        book(UUID.randomUUID(), mentor, in(3, 9, 0)).statusCode(201);
        book(UUID.randomUUID(), mentor, in(3, 11, 0)).statusCode(201);
    }

    @Test
    void refusesAMenteeWhoIsElsewhere() {
        book(linus, MentorFixture.available(), in(3, 10, 0)).statusCode(201);
        book(linus, MentorFixture.available(), in(3, 10, 30))
                .statusCode(409)
                .body("type", equalTo("urn:problem-type:mentoring:mentee-busy"));
    }

    @Test
    void cancelsWithoutAWord() {
        var booked = book(linus, MentorFixture.available(), in(3, 10, 0))
                .statusCode(201)
                .extract();

        given().auth()
                .oauth2(mentee(linus).build())
                .post("/api/v1/bookings/" + booked.path("id") + "/cancel")
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"))
                .body("reason", nullValue());
    }

    @Test
    void cancelsForBothSidesAndFreesTheTime() throws Exception {
        var mentor = MentorFixture.available();
        var start = in(3, 10, 0);
        var booked = book(linus, mentor, start).statusCode(201).extract();
        var id = booked.<String>path("id");
        as(mentee(UUID.randomUUID()))
                .body("{}")
                .post("/api/v1/bookings/" + id + "/cancel")
                .then()
                .statusCode(404);
        as(mentor.token())
                .body("{\"reason\": \"I am ill\"}")
                .post("/api/v1/bookings/" + id + "/cancel")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("status", equalTo("cancelled"))
                .body("sequence", equalTo(1))
                .body("cancelled_by", equalTo("mentor"))
                .body("reason", equalTo("I am ill"));
        as(mentee(linus))
                .body("{}")
                .post("/api/v1/bookings/" + id + "/cancel")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem-type:mentoring:booking-not-open"));
        as(mentee(linus))
                .get("/api/v1/sessions/" + booked.path("session_id"))
                .then()
                .body("status", equalTo("cancelled"))
                .body("cancelled_at", notNullValue());
        assertThat(events("mentoring.bookings", UUID.fromString(id), 2))
                .extracting(event -> TestTopics.header(event, "ce_type"))
                .containsExactly("org.mentoring.booking.confirmed.v1", "org.mentoring.booking.cancelled.v1");
        events("mentoring.sessions", UUID.fromString(booked.path("session_id")), 1);
        book(UUID.randomUUID(), mentor, start).statusCode(201);
    }

    @Test
    void movesABookingOrLeavesItAsItIs() throws Exception {
        var mentor = MentorFixture.available();
        var id = book(linus, mentor, in(3, 10, 0)).statusCode(201).extract().<String>path("id");
        book(UUID.randomUUID(), mentor, in(3, 14, 0)).statusCode(201);
        move(mentee(linus), id, in(3, 14, 30))
                .statusCode(409)
                .body("type", equalTo("urn:problem-type:mentoring:slot-taken"));
        move(mentee(linus), id, in(3, 10, 0)).statusCode(422);
        move(mentee(linus), id, in(3, 20, 0)).statusCode(422).body("errors.field", contains("start_time"));
        move(mentee(UUID.randomUUID()), id, in(4, 9, 0)).statusCode(404);
        move(mentee(linus), id, in(3, 10, 30))
                .statusCode(200)
                .body("sequence", equalTo(1))
                .body("time", equalTo("10:30"))
                .header("ETag", "\"2\"");
        book(UUID.randomUUID(), mentor, in(3, 9, 30)).statusCode(201);

        var moved = events("mentoring.bookings", UUID.fromString(id), 2).getLast();
        assertThat(TestTopics.header(moved, "ce_type")).isEqualTo("org.mentoring.booking.rescheduled.v1");
        var data = new ObjectMapper().readTree(moved.value());
        assertThat(OffsetDateTime.parse(data.path("previous_start_time").asText()))
                .isEqualTo(in(3, 10, 0));
        assertThat(OffsetDateTime.parse(data.path("start_time").asText())).isEqualTo(in(3, 10, 30));
    }

    @Test
    void listsTheBookingsOfEachSide() {
        var mentor = MentorFixture.available();
        var early = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        var late = book(linus, mentor, in(4, 10, 0)).extract().<String>path("id");
        var ofKen = book(UUID.randomUUID(), mentor, in(5, 10, 0)).extract().<String>path("id");
        var page = as(mentor.token())
                .queryParam("role", "mentor")
                .queryParam("limit", 2)
                .get("/api/v1/bookings")
                .then()
                .statusCode(200)
                .body("items.id", contains(ofKen, late))
                .header("Link", notNullValue())
                .extract();
        as(mentor.token())
                .queryParam("role", "mentor")
                .queryParam("cursor", page.<String>path("next_cursor"))
                .get("/api/v1/bookings")
                .then()
                .body("items.id", contains(early))
                .body("next_cursor", nullValue());
        as(mentor.token())
                .queryParam("role", "mentee")
                .get("/api/v1/bookings")
                .then()
                .body("items.size()", equalTo(0));
        as(mentee(linus))
                .queryParam(
                        "from",
                        in(4, 0, 0).withOffsetSameInstant(ZoneOffset.UTC).toString())
                .get("/api/v1/bookings")
                .then()
                .body("items.id", contains(late));
        as(mentee(linus))
                .queryParam("status", "cancelled")
                .get("/api/v1/bookings")
                .then()
                .body("items.size()", equalTo(0));
        var start = in(5, 10, 0).toInstant();
        as(Tokens.of("Root", UUID.randomUUID()).roles("admin"))
                .queryParam("from", start.toString())
                .queryParam("to", start.plusSeconds(1).toString())
                .queryParam("limit", 100)
                .get("/api/v1/bookings")
                .then()
                .body("items.id", hasItem(ofKen));
        as(mentee(linus))
                .queryParam("status", "lost")
                .get("/api/v1/bookings")
                .then()
                .statusCode(400);
    }

    @Test
    void booksNobodyWhoIsSuspended() {
        var mentor = MentorFixture.available();
        mentor.tell("suspended", 2);
        await().atMost(2, MINUTES)
                .untilAsserted(() -> book(linus, mentor, in(3, 10, 0)).statusCode(404));
    }
}
