package org.mentoring.booking;

import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.mentoring.booking.AvailabilityCalls.settings;
import static org.mentoring.booking.AvailabilityCalls.slots;
import static org.mentoring.booking.AvailabilityCalls.starts;
import static org.mentoring.booking.AvailabilityCalls.window;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.MentorFixture.in;

/** The rules, windows and settings of mentors. */
@QuarkusTest
@RealParts
class AvailabilityTest {

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

    /** October has 31 days and an hour where clocks are set back in it. */
    @Test
    void countsTheDaysOfAWindowInTheZoneOfItsMentor() {
        var mentor = MentorFixture.known();
        as(mentor.token())
                .body("{\"start_time\": \"2029-10-01\", \"end_time\": \"2029-11-01\", \"status\": \"available\"}")
                .post("/api/v1/availability/windows")
                .then()
                .statusCode(201);
        as(mentor.token())
                .body("{\"start_time\": \"2029-10-01\", \"end_time\": \"2029-11-02\", \"status\": \"available\"}")
                .post("/api/v1/availability/windows")
                .then()
                .statusCode(422);
        slotsBetween(mentor, "2029-09-01", "2029-11-02").statusCode(200);
        slotsBetween(mentor, "2029-09-01", "2029-11-03").statusCode(422);
    }

    private static ValidatableResponse slotsBetween(MentorFixture mentor, String from, String to) {
        return given().queryParam("mentor_id", mentor.id())
                .queryParam("from", from)
                .queryParam("to", to)
                .queryParam("time_zone", "Europe/Berlin")
                .get("/api/v1/slots")
                .then();
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
}
