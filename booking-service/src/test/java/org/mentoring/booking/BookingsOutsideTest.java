package org.mentoring.booking;

import java.time.OffsetDateTime;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.mentoring.booking.AvailabilityCalls.book;
import static org.mentoring.booking.AvailabilityCalls.settings;
import static org.mentoring.booking.AvailabilityCalls.window;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.MentorFixture.in;

/** Bookings that are outside of the availability once it is changed: they are returned to the mentor, and remain valid. */
@QuarkusTest
@RealParts
class BookingsOutsideTest {

    @Test
    void returnsWhichBookingsAnEditLeavesOutsideAndKeepsThem() {
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
    void expandsTheScheduleForABookingFarAheadWithoutTheYearsBetween() {
        var mentor = MentorFixture.available();
        var near = book(mentor, in(3, 9, 0));
        var far = book(mentor, in(4, 9, 0));
        Calls.move(mentor.token(), far, OffsetDateTime.parse("3027-06-01T10:00:00+02:00"))
                .statusCode(200);
        as(mentor.token())
                .body(window(in(3, 9, 30), in(3, 11, 0), "blocked"))
                .post("/api/v1/availability/windows")
                .then()
                .statusCode(201)
                .body("bookings_outside.id", contains(near));
    }

    @Test
    void returnsWhichBookingsAMoveToAnotherZoneLeavesOutside() {
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
    void returnsBookingsOutsideToASuspendedMentorToo() {
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
}
