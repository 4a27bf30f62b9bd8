package org.mentoring.booking;

import java.time.OffsetDateTime;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.MentorFixture.in;

/** Why a mentor has no free time, and until when. */
@QuarkusTest
@RealParts
class UnavailableTest {

    @Test
    void saysNothingWhereThereAreFreeTimes() {
        slots(MentorFixture.available(), 3, 4).body("items", hasSize(15)).body("unavailable", nullValue());
    }

    @Test
    void saysUntilWhenAMentorIsAway() {
        var mentor = MentorFixture.available();
        block(mentor, in(3, 0, 0), in(6, 0, 0));
        assertUntil(slots(mentor, 3, 5).body("unavailable.reason", equalTo("away")), in(6, 9, 0));
        override(mentor, 6, 9, "off", "");
        override(mentor, 10, 10, "other-hours", "{\"start\": \"20:00\", \"end\": \"21:00\"}");
        assertUntil(slots(mentor, 3, 8).body("unavailable.reason", equalTo("away")), in(10, 20, 0));
        assertThat(slots(mentor, 3, 8).extract().<String>path("unavailable.until"))
                .endsWith(in(10, 20, 0).toLocalTime() + ":00" + in(10, 20, 0).getOffset());
    }

    @Test
    void saysThatAMentorIsAwayWhoIsBackLaterThanCanBeBooked() {
        var mentor = MentorFixture.available();
        block(mentor, in(0, 0, 0), in(90, 0, 0));
        slots(mentor, 3, 5).body("unavailable.reason", equalTo("away")).body("unavailable.until", nullValue());
        slots(mentor, 3, 64).body("unavailable.reason", equalTo("away"));
    }

    @Test
    void saysThatAllTimesAreTaken() {
        var mentor = MentorFixture.available();
        override(mentor, 3, 4, "other-hours", "{\"start\": \"10:00\", \"end\": \"11:00\"}");
        book(UUID.randomUUID(), mentor, in(3, 10, 0)).statusCode(201);
        assertUntil(slots(mentor, 3, 4).body("unavailable.reason", equalTo("full")), in(4, 10, 0));
        book(UUID.randomUUID(), mentor, in(4, 10, 0)).statusCode(201);
        assertUntil(slots(mentor, 3, 4).body("unavailable.reason", equalTo("full")), in(5, 9, 0));
    }

    @Test
    void saysThatALimitIsReached() {
        var mentor = MentorFixture.available().wanting("\"most_per_day\": 1");
        book(UUID.randomUUID(), mentor, in(3, 10, 0)).statusCode(201);
        book(UUID.randomUUID(), mentor, in(4, 10, 0)).statusCode(201);
        assertUntil(slots(mentor, 3, 4).body("unavailable.reason", equalTo("full")), in(5, 9, 0));
    }

    @Test
    void revealsNoMoreOfACalendarElsewhereThanThatTheTimeIsTaken() throws Exception {
        var mentor = MentorFixture.available();
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("INSERT INTO external_busy VALUES ('%s', 'google', '{[%s, %s)}')"
                    .formatted(mentor.id(), in(3, 0, 0), in(5, 0, 0)));
            statement.execute("UPDATE schedules SET schedule_version = schedule_version + 1 WHERE mentor_id = '%s'"
                    .formatted(mentor.id()));
        }
        assertUntil(slots(mentor, 3, 4).body("unavailable.reason", equalTo("full")), in(5, 9, 0));
    }

    @Test
    void saysThatThereAreNoHours() {
        var mentor = MentorFixture.known();
        slots(mentor, 0, 14).body("unavailable.reason", equalTo("no-hours")).body("unavailable.until", nullValue());
        override(mentor, 20, 20, "extra-hours", "{\"start\": \"20:00\", \"end\": \"21:00\"}");
        assertUntil(slots(mentor, 3, 14).body("unavailable.reason", equalTo("no-hours")), in(20, 20, 0));
    }

    @Test
    void saysNothingOfWhatCannotBeBookedYetOrAnyMore() {
        var mentor = MentorFixture.available();
        slots(mentor, 70, 75).body("items", hasSize(0)).body("unavailable", nullValue());
        slots(mentor, -5, -2).body("items", hasSize(0)).body("unavailable", nullValue());
    }

    @Test
    void looksPastTheOtherSessionsOfWhoAsks() {
        var mentor = MentorFixture.available();
        var other = MentorFixture.available();
        var mentee = UUID.randomUUID();
        override(mentor, 3, 4, "other-hours", "{\"start\": \"10:00\", \"end\": \"11:00\"}");
        book(UUID.randomUUID(), mentor, in(3, 10, 0)).statusCode(201);
        book(mentee, other, in(4, 10, 0)).statusCode(201);
        var answer = as(Tokens.of("Linus", mentee).roles("mentee"))
                .queryParam("mentor_id", mentor.id())
                .queryParam("from", in(3, 0, 0).toInstant().toString())
                .queryParam("to", in(4, 0, 0).toInstant().toString())
                .get("/api/v1/slots")
                .then()
                .statusCode(200);
        assertUntil(answer, in(5, 9, 0));
    }

    private static void assertUntil(ValidatableResponse answer, OffsetDateTime until) {
        assertThat(OffsetDateTime.parse(
                        answer.body("items", hasSize(0)).extract().path("unavailable.until")))
                .isEqualTo(until);
    }

    private static ValidatableResponse slots(MentorFixture mentor, int from, int to) {
        return given().queryParam("mentor_id", mentor.id())
                .queryParam("from", in(from, 0, 0).toInstant().toString())
                .queryParam("to", in(to, 0, 0).toInstant().toString())
                .get("/api/v1/slots")
                .then()
                .statusCode(200);
    }

    private static void block(MentorFixture mentor, OffsetDateTime from, OffsetDateTime to) {
        as(mentor.token())
                .body("""
                        {"start_time": "%s", "end_time": "%s", "status": "blocked"}
                        """.formatted(from, to))
                .post("/api/v1/availability/windows")
                .then()
                .statusCode(201);
    }

    private static void override(MentorFixture mentor, int first, int last, String kind, String windows) {
        as(mentor.token())
                .body("""
                        {"first_day": "%s", "last_day": "%s", "kind": "%s", "windows": [%s]}
                        """.formatted(
                                in(first, 0, 0).toLocalDate(), in(last, 0, 0).toLocalDate(), kind, windows))
                .post("/api/v1/availability/overrides")
                .then()
                .statusCode(201);
    }
}
