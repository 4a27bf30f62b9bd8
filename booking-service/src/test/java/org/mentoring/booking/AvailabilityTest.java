package org.mentoring.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.MentorFixture.in;

@QuarkusTest
@RealParts
class AvailabilityTest {

    @Test
    void showsTheFreeSlotsInTheZoneAskedFor() {
        var mentor = MentorFixture.available();
        var slots = slots(mentor, in(3, 0, 0), in(4, 0, 0), "Asia/Kolkata")
                .statusCode(200)
                .header("Cache-Control", "public, max-age=5")
                .body("mentor_id", equalTo(mentor.id().toString()))
                .body("time_zone", equalTo("Asia/Kolkata"))
                .body("items", hasSize(15))
                .body("items[0].session_type", equalTo("Mentoring session"))
                .extract();
        assertThat(slots.<String>path("items[0].start_time")).endsWith("+05:30");
        assertThat(OffsetDateTime.parse(slots.path("items[0].start_time"))).isEqualTo(in(3, 9, 0));
        assertThat(OffsetDateTime.parse(slots.path("items[14].end_time"))).isEqualTo(in(3, 17, 0));
    }

    @Test
    void tellsWithTheSlotsWhatCanBeChosenAndWhetherTheMentorWantsToBeAsked() {
        var mentor = MentorFixture.available();
        slots(mentor, in(3, 0, 0), in(4, 0, 0), "UTC")
                .body("session_types", hasSize(1))
                .body("session_types[0].name", equalTo("Mentoring session"))
                .body("session_types[0].duration_minutes", equalTo(60))
                .body("approval_required", equalTo(false));

        mentor.wanting("\"approval_required\": true");

        await().atMost(2, MINUTES)
                .untilAsserted(
                        () -> slots(mentor, in(3, 0, 0), in(4, 0, 0), "UTC").body("approval_required", equalTo(true)));
    }

    @Test
    void showsAsManySlotsAsAreWantedAndWhereTheOthersBegin() {
        var mentor = MentorFixture.available();
        var first = given().queryParam("mentor_id", mentor.id())
                .queryParam("from", in(3, 0, 0).toInstant().toString())
                .queryParam("to", in(4, 0, 0).toInstant().toString())
                .queryParam("limit", 1)
                .get("/api/v1/slots")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .extract();
        assertThat(OffsetDateTime.parse(first.path("items[0].start_time"))).isEqualTo(in(3, 9, 0));
        assertThat(OffsetDateTime.parse(first.path("next_from"))).isEqualTo(in(3, 9, 30));
        given().queryParam("mentor_id", mentor.id())
                .queryParam("from", first.<String>path("next_from"))
                .queryParam("to", in(4, 0, 0).toInstant().toString())
                .queryParam("limit", 14)
                .get("/api/v1/slots")
                .then()
                .body("items", hasSize(14))
                .body("next_from", nullValue());
        for (var limit : List.of("0", "5001", "-1", "1.5", "many")) {
            given().queryParam("mentor_id", mentor.id())
                    .queryParam("limit", limit)
                    .get("/api/v1/slots")
                    .then()
                    .statusCode(400)
                    .body("errors.field", contains("limit"));
        }
    }

    @Test
    void takesADayToBeOfTheZoneOfTheAnswer() {
        var mentor = MentorFixture.available();
        as(mentor.token())
                .header("If-Match", "\"1\"")
                .body(settings("Asia/Tokyo", 0))
                .put("/api/v1/availability/settings")
                .then()
                .statusCode(200);
        var day = LocalDate.now(ZoneId.of("Asia/Tokyo")).plusDays(3);
        for (var zone : new String[] {null, "Asia/Tokyo"}) {
            var asked = given().queryParam("mentor_id", mentor.id())
                    .queryParam("from", day.toString())
                    .queryParam("to", day.plusDays(1).toString());
            var starts = (zone == null ? asked : asked.queryParam("time_zone", zone))
                    .get("/api/v1/slots")
                    .then()
                    .statusCode(200)
                    .body("time_zone", equalTo("Asia/Tokyo"))
                    .extract()
                    .<List<String>>path("items.start_time");
            assertThat(starts).hasSize(15).startsWith(day + "T09:00:00+09:00").endsWith(day + "T16:00:00+09:00");
        }
    }

    @Test
    void showsNoSlotThatABookingOrItsBuffersTake() {
        var mentor = MentorFixture.available();
        as(mentor.token())
                .header("If-Match", "\"1\"")
                .body(settings("Europe/Berlin", 15))
                .put("/api/v1/availability/settings")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        as(Tokens.of("Linus", UUID.randomUUID()).roles("mentee"))
                .body(mentor.booking(in(3, 10, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201);
        assertThat(starts(mentor, 3))
                .containsExactlyElementsOf(Stream.of(
                                in(3, 11, 30),
                                in(3, 12, 0),
                                in(3, 12, 30),
                                in(3, 13, 0),
                                in(3, 13, 30),
                                in(3, 14, 0),
                                in(3, 14, 30),
                                in(3, 15, 0),
                                in(3, 15, 30),
                                in(3, 16, 0))
                        .map(OffsetDateTime::toInstant)
                        .toList());
    }

    @Test
    void addsAndBlocksDatedWindows() {
        var mentor = MentorFixture.available();
        as(mentor.token())
                .body(window(in(3, 9, 0), in(3, 16, 0), "blocked"))
                .post("/api/v1/availability/windows")
                .then()
                .statusCode(201)
                .body("status", equalTo("blocked"));
        var id = as(mentor.token())
                .body(window(in(3, 20, 0), in(3, 21, 0), "available"))
                .post("/api/v1/availability/windows")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        assertThat(starts(mentor, 3))
                .containsExactly(in(3, 16, 0).toInstant(), in(3, 20, 0).toInstant());
        as(mentor.token())
                .header("If-Match", "\"1\"")
                .body(window(in(3, 21, 0), in(3, 22, 0), "available"))
                .put("/api/v1/availability/windows/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        as(mentor.token())
                .header("If-Match", "\"1\"")
                .body(window(in(3, 22, 0), in(3, 23, 0), "available"))
                .put("/api/v1/availability/windows/" + id)
                .then()
                .statusCode(412);
        assertThat(starts(mentor, 3))
                .containsExactly(in(3, 16, 0).toInstant(), in(3, 21, 0).toInstant());
        as(mentor.token()).delete("/api/v1/availability/windows/" + id).then().statusCode(200);
        as(mentor.token()).get("/api/v1/availability/windows/" + id).then().statusCode(404);
        assertThat(starts(mentor, 3)).containsExactly(in(3, 16, 0).toInstant());
    }

    @Test
    void tellsWhichBookingsAnEditLeavesOutsideAndLeavesThemStanding() {
        var mentor = MentorFixture.available();
        var morning = book(mentor, in(3, 9, 0));
        var noon = book(mentor, in(3, 12, 0));
        var evening = book(mentor, in(4, 16, 0));
        var cancelled = book(mentor, in(5, 9, 0));
        as(mentor.token())
                .post("/api/v1/bookings/" + cancelled + "/cancel")
                .then()
                .statusCode(200);
        var rule = "/api/v1/availability/rules/"
                + as(mentor.token())
                        .get("/api/v1/availability/rules")
                        .then()
                        .body("items[0]", not(hasKey("bookings_outside")))
                        .extract()
                        .<String>path("items[0].id");
        var window = as(mentor.token())
                .body(window(in(3, 9, 30), in(3, 11, 0), "blocked"))
                .post("/api/v1/availability/windows")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("status", equalTo("blocked"))
                .body("bookings_outside.id", contains(morning))
                .extract();
        assertThat(OffsetDateTime.parse(window.path("bookings_outside[0].start_time")))
                .isEqualTo(in(3, 9, 0));
        assertThat(OffsetDateTime.parse(window.path("bookings_outside[0].end_time")))
                .isEqualTo(in(3, 10, 0));
        as(mentor.token())
                .header("If-Match", "\"1\"")
                .body(window(in(3, 10, 0), in(3, 12, 0), "blocked"))
                .put("/api/v1/availability/windows/" + window.path("id"))
                .then()
                .statusCode(200)
                .body("version", equalTo(2))
                .body("bookings_outside", hasSize(0));
        as(mentor.token())
                .header("If-Match", "\"1\"")
                .body(mentor.workday().replace("T17:00", "T16:30"))
                .put(rule)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("recurrence.rrule", equalTo("FREQ=DAILY"))
                .body("bookings_outside.id", contains(evening));
        as(mentor.token())
                .delete(rule)
                .then()
                .statusCode(200)
                .body("bookings_outside.id", contains(morning, noon, evening));
        as(mentor.token())
                .body(mentor.workday())
                .post("/api/v1/availability/rules")
                .then()
                .statusCode(201)
                .body("bookings_outside", hasSize(0));
        as(mentor.token())
                .queryParam("status", "confirmed")
                .get("/api/v1/bookings")
                .then()
                .body("items.id", contains(evening, noon, morning))
                .body("items.version", everyItem(equalTo(1)));
    }

    @Test
    void tellsWhichBookingsAMoveToAnotherZoneLeavesOutside() {
        var mentor = MentorFixture.available();
        var morning = book(mentor, in(3, 9, 0));
        book(mentor, in(3, 15, 0));
        as(mentor.token())
                .header("If-Match", "\"1\"")
                .body(settings("Europe/London", 0))
                .put("/api/v1/availability/settings")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("time_zone", equalTo("Europe/London"))
                .body("bookings_outside.id", contains(morning));
        as(mentor.token()).get("/api/v1/availability/settings").then().body("$", not(hasKey("bookings_outside")));
    }

    @Test
    void tellsOfBookingsOutsideAlsoAMentorWhoIsSuspended() {
        var mentor = MentorFixture.available();
        var booked = book(mentor, in(3, 9, 0));
        mentor.tell("suspended", 2, ", \"sessions\": \"keep\", \"reason\": null");
        await().atMost(2, MINUTES)
                .untilAsserted(() -> given().queryParam("mentor_id", mentor.id())
                        .get("/api/v1/slots")
                        .then()
                        .statusCode(404));
        as(mentor.token())
                .body(window(in(3, 9, 30), in(3, 11, 0), "blocked"))
                .post("/api/v1/availability/windows")
                .then()
                .statusCode(201)
                .body("bookings_outside.id", contains(booked));
    }

    @Test
    void keepsTheHoursOfRulesWhenTheMentorMoves() {
        var mentor = MentorFixture.available();
        as(mentor.token())
                .header("If-Match", "\"1\"")
                .body(settings("America/New_York", 0))
                .put("/api/v1/availability/settings")
                .then()
                .statusCode(200);
        var slots = slots(mentor, in(3, 0, 0), in(5, 0, 0), null)
                .body("time_zone", equalTo("America/New_York"))
                .extract();
        assertThat(slots.<List<String>>path("items.start_time"))
                .anyMatch(start -> start.contains("T09:00"))
                .allMatch(start -> start.matches(".*T(09|1[0-6]):.*"));
        as(mentor.token())
                .get("/api/v1/availability/rules")
                .then()
                .body("items[0].recurrence.time_zone", equalTo("America/New_York"));
    }

    @Test
    void changesARuleOfItsMentorAlone() {
        var mentor = MentorFixture.available();
        var other = MentorFixture.known();
        var id = as(mentor.token())
                .get("/api/v1/availability/rules")
                .then()
                .extract()
                .<String>path("items[0].id");
        as(other.token()).get("/api/v1/availability/rules/" + id).then().statusCode(404);
        as(other.token()).delete("/api/v1/availability/rules/" + id).then().statusCode(404);
        var path = "/api/v1/availability/rules/" + id;
        as(mentor.token()).body(mentor.workday()).put(path).then().statusCode(428);
        as(mentor.token())
                .header("If-Match", "\"7\"")
                .body(mentor.workday())
                .put(path)
                .then()
                .statusCode(412);
        as(mentor.token())
                .header("If-Match", "\"1\"")
                .body(mentor.workday().replace("FREQ=DAILY", "FREQ=DAILY;COUNT=1"))
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        assertThat(starts(mentor, 3)).isEmpty();
        as(mentor.token()).delete(path).then().statusCode(200).body("bookings_outside", hasSize(0));
        as(mentor.token()).get("/api/v1/availability/rules").then().body("items", hasSize(0));
    }

    @Test
    void answersTheSameQuestionWithNothingNewUntilThereIs() {
        var mentor = MentorFixture.available();
        var tag = slots(mentor, in(3, 0, 0), in(4, 0, 0), null).extract().header("ETag");
        slotsUnless(mentor, tag)
                .statusCode(304)
                .header("ETag", tag)
                .header("Cache-Control", "public, max-age=5")
                .body(emptyString());
        slotsUnless(mentor, "\"another\", W/" + tag).statusCode(304);
        slotsUnless(mentor, "\"another\"").statusCode(200).header("ETag", tag);
        book(mentor, in(3, 9, 0));
        slotsUnless(mentor, tag).statusCode(200).header("ETag", not(tag)).body("items", hasSize(13));
    }

    @Test
    void refusesAQuestionForSlotsThatMakesNoSense() {
        var mentor = MentorFixture.available();
        given().get("/api/v1/slots").then().statusCode(400).body("errors.field", contains("mentor_id"));
        given().queryParam("mentor_id", UUID.randomUUID())
                .get("/api/v1/slots")
                .then()
                .statusCode(404);
        slots(mentor, in(3, 0, 0), in(3, 0, 0), null).statusCode(422);
        slots(mentor, in(3, 0, 0), in(66, 0, 0), null).statusCode(422);
        slots(mentor, in(3, 0, 0), in(4, 0, 0), "Mars/Olympus").statusCode(400);
        // ical4j makes this one known to the JVM, and gives it no rules.
        slots(mentor, in(3, 0, 0), in(4, 0, 0), "ical4j-local-7").statusCode(400);
        given().queryParam("mentor_id", mentor.id())
                .queryParam("session_type", "Surgery")
                .get("/api/v1/slots")
                .then()
                .statusCode(422);
        given().queryParam("mentor_id", mentor.id())
                .queryParam("from", "tomorrow")
                .get("/api/v1/slots")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("from"));
    }

    @Test
    void answersRetryAfterUntilTheMentorIsKnown() {
        as(Tokens.of("Grace", UUID.randomUUID()).roles("mentor"))
                .get("/api/v1/availability/settings")
                .then()
                .statusCode(409)
                .header("Retry-After", "5")
                .body("type", equalTo("urn:problem-type:mentoring:mentor-not-yet"));
        as(Tokens.of("Linus", UUID.randomUUID()).roles("mentee"))
                .get("/api/v1/availability/settings")
                .then()
                .statusCode(403);
    }

    private static List<Instant> starts(MentorFixture mentor, int day) {
        return slots(mentor, in(day, 0, 0), in(day + 1, 0, 0), null)
                .extract()
                .<List<String>>path("items.start_time")
                .stream()
                .map(start -> OffsetDateTime.parse(start).toInstant())
                .toList();
    }

    private static ValidatableResponse slots(
            MentorFixture mentor, OffsetDateTime from, OffsetDateTime to, String zone) {
        var request = given().queryParam("mentor_id", mentor.id())
                .queryParam("from", from.toInstant().toString())
                .queryParam("to", to.toInstant().toString());
        return (zone == null ? request : request.queryParam("time_zone", zone))
                .get("/api/v1/slots")
                .then();
    }

    private static ValidatableResponse slotsUnless(MentorFixture mentor, String tag) {
        return given().queryParam("mentor_id", mentor.id())
                .queryParam("from", in(3, 0, 0).toInstant().toString())
                .queryParam("to", in(4, 0, 0).toInstant().toString())
                .header("If-None-Match", tag)
                .get("/api/v1/slots")
                .then();
    }

    private static String book(MentorFixture mentor, OffsetDateTime start) {
        return as(Tokens.of("Linus", UUID.randomUUID()).roles("mentee"))
                .body(mentor.booking(start))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String settings(String zone, int buffer) {
        return """
                {"time_zone": "%s", "slot_interval_minutes": 30, "minimum_notice_minutes": 60, "booking_window_days": 60,
                 "session_types": [{"name": "Mentoring session", "duration_minutes": 60,
                                    "buffer_before_minutes": %2$d, "buffer_after_minutes": %2$d}]}
                """.formatted(zone, buffer);
    }

    private static String window(OffsetDateTime start, OffsetDateTime end, String status) {
        return """
                {"start_time": "%s", "end_time": "%s", "status": "%s"}
                """.formatted(start, end, status);
    }
}
