package org.mentoring.booking;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.MentorFixture.in;

/** Schedules that take much work, and questions with long answers. */
@QuarkusTest
@RealParts
class ExpensiveScheduleTest {

    private static final String TOO_COMPLEX = "urn:problem-type:mentoring:schedule-too-complex";
    private static final String DEAR =
            "FREQ=DAILY;COUNT=999999999;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYDAY=SU,MO,TU,WE,TH,FR,SA";

    @Test
    void refusesTheRuleThatMakesTheScheduleTooDearAndKeepsTheOthers() {
        var mentor = MentorFixture.known();
        var kept = 0;
        var answer = addRule(mentor, DEAR);
        while (answer.extract().statusCode() == 201) {
            kept++;
            assertThat(kept).isLessThan(100);
            answer = addRule(mentor, DEAR);
        }
        answer.statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo(TOO_COMPLEX))
                .body("detail", containsString("UNTIL"));
        as(mentor.token()).get("/api/v1/availability/rules").then().body("items", hasSize(kept));
        addRule(mentor, "FREQ=WEEKLY").statusCode(201);
    }

    @Test
    void refusesAChangeThatMakesTheScheduleTooDear() {
        var mentor = MentorFixture.known();
        var plain = addRule(mentor, "FREQ=DAILY").extract().<String>path("id");
        while (addRule(mentor, DEAR).extract().statusCode() == 201) {}
        as(mentor.token())
                .header("If-Match", "\"1\"")
                .body(rule(mentor, DEAR))
                .put("/api/v1/availability/rules/" + plain)
                .then()
                .statusCode(422)
                .body("type", equalTo(TOO_COMPLEX));
        as(mentor.token())
                .get("/api/v1/availability/rules/" + plain)
                .then()
                .body("recurrence.rrule", equalTo("FREQ=DAILY"));
    }

    /** As it could come about by rules that were expensive to begin with, or became so over the years. */
    @Test
    void answersForAScheduleThatHasBecomeTooDear() throws Exception {
        var mentor = MentorFixture.available();
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.executeUpdate("""
                    INSERT INTO mentor_availability (id, mentor_id, start_time, end_time, recurrence)
                    SELECT uuidv7(), '%s', '2000-01-01T08:00:00Z', '2000-01-01T09:00:00Z',
                           '{"time_zone": "Europe/Berlin", "rrule": "FREQ=DAILY;COUNT=2147483647", "exdates": [], "rdates": []}'
                      FROM generate_series(1, 100)
                    """.formatted(mentor.id()));
            statement.executeUpdate(
                    "UPDATE schedules SET schedule_version = schedule_version + 1 WHERE mentor_id = '%s'"
                            .formatted(mentor.id()));
        }
        slots(mentor, in(1, 0, 0), in(2, 0, 0)).statusCode(422).body("type", equalTo(TOO_COMPLEX));
        as(Calls.mentee(UUID.randomUUID()))
                .body(mentor.booking(in(3, 9, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(422)
                .body("type", equalTo(TOO_COMPLEX));
    }

    @Test
    void dividesALongAnswer() {
        var mentor = MentorFixture.known();
        as(mentor.token())
                .header("If-Match", "\"1\"")
                .body("""
                        {"time_zone": "Europe/Berlin", "slot_interval_minutes": 5, "minimum_notice_minutes": 0,
                         "booking_window_days": 365,
                         "session_types": [{"name": "Chat", "duration_minutes": 5, "buffer_before_minutes": 0,
                                            "buffer_after_minutes": 0}]}
                        """)
                .put("/api/v1/availability/settings")
                .then()
                .statusCode(200);
        as(mentor.token())
                .body(mentor.workday().replace("T09:00", "T00:00").replace("2026-01-01T17:00", "2026-01-02T00:00"))
                .post("/api/v1/availability/rules")
                .then()
                .statusCode(201);
        var from = in(2, 0, 0);
        var to = in(40, 0, 0);
        var starts = new ArrayList<OffsetDateTime>();
        var sizes = new ArrayList<Integer>();
        for (String next = from.toInstant().toString(); next != null; ) {
            var page = given().queryParam("mentor_id", mentor.id())
                    .queryParam("from", next)
                    .queryParam("to", to.toInstant().toString())
                    .get("/api/v1/slots")
                    .then()
                    .statusCode(200)
                    .extract();
            List<String> items = page.path("items.start_time");
            items.forEach(start -> starts.add(OffsetDateTime.parse(start)));
            sizes.add(items.size());
            next = page.path("next_from");
        }
        assertThat(sizes).hasSize(3).startsWith(5_000, 5_000);
        assertThat(starts).doesNotHaveDuplicates().isSorted().hasSize((int)
                Duration.between(from, to).dividedBy(Duration.ofMinutes(5)));
        var ofADay = (int) Duration.between(in(2, 0, 0), in(3, 0, 0)).dividedBy(Duration.ofMinutes(5));
        slots(mentor, in(2, 0, 0), in(3, 0, 0)).body("items", hasSize(ofADay)).body("next_from", nullValue());
    }

    private static ValidatableResponse addRule(MentorFixture mentor, String rrule) {
        return as(mentor.token())
                .body(rule(mentor, rrule))
                .post("/api/v1/availability/rules")
                .then();
    }

    private static String rule(MentorFixture mentor, String rrule) {
        return mentor.workday().replace("FREQ=DAILY", rrule).replace("2026-01-01", "2000-01-01");
    }

    private static ValidatableResponse slots(MentorFixture mentor, OffsetDateTime from, OffsetDateTime to) {
        return given().queryParam("mentor_id", mentor.id())
                .queryParam("from", from.toInstant().toString())
                .queryParam("to", to.toInstant().toString())
                .get("/api/v1/slots")
                .then();
    }
}
