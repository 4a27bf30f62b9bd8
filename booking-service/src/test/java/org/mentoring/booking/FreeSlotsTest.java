package org.mentoring.booking;

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
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.AvailabilityCalls.book;
import static org.mentoring.booking.AvailabilityCalls.settings;
import static org.mentoring.booking.AvailabilityCalls.slots;
import static org.mentoring.booking.AvailabilityCalls.starts;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.MentorFixture.in;

/** The free slots of a mentor, as everyone may ask for them. */
@QuarkusTest
@RealParts
class FreeSlotsTest {

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
    void returnsWithTheSlotsWhatCanBeChosenAndWhetherTheMentorWantsToBeAsked() {
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

    private static ValidatableResponse slotsUnless(MentorFixture mentor, String tag) {
        return given().queryParam("mentor_id", mentor.id())
                .queryParam("from", in(3, 0, 0).toInstant().toString())
                .queryParam("to", in(4, 0, 0).toInstant().toString())
                .header("If-None-Match", tag)
                .get("/api/v1/slots")
                .then();
    }
}
