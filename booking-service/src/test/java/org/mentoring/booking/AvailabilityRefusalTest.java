package org.mentoring.booking;

import java.time.OffsetDateTime;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.MentorFixture.in;

/** Availability that is refused, and which problem is returned. */
@QuarkusTest
@RealParts
class AvailabilityRefusalTest {

    private MentorFixture mentor;

    @BeforeEach
    void aMentor() {
        mentor = MentorFixture.known();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FREQ=DAILY    | FREQ=SECONDLY                            | 422
            FREQ=DAILY    | FREQ=MINUTELY;INTERVAL=30                | 422
            FREQ=DAILY    | FREQ=HOURLY                              | 422
            FREQ=DAILY    | FREQ=DAILY;BYHOUR=9                      | 422
            FREQ=DAILY    | FREQ=DAILY;BYSECOND=0,1,2                | 422
            FREQ=DAILY    | RSCALE=HEBREW;FREQ=YEARLY                | 422
            FREQ=DAILY    | FREQ=DAILY;X-WKD=1                       | 422
            FREQ=DAILY    | EVERY DAY                                | 422
            FREQ=DAILY    | FREQ=DAILY;COUNT=99999999999             | 422
            FREQ=DAILY    | FREQ=DAILY;INTERVAL=2147483647           | 422
            FREQ=DAILY    | FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6         | 422
            FREQ=DAILY    | FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30      | 422
            FREQ=DAILY    | FREQ=YEARLY;BYYEARDAY=-366;BYDAY=FR      | 422
            Europe/Berlin | Europe/Atlantis                          | 422
            Europe/Berlin | +01:00                                   | 422
            Europe/Berlin | Europe/Paris                             | 422
            T17:00        | T08:00                                   | 422
            T17:00        | T09:00                                   | 422
            "end_time": "2026-01-01 | "end_time": "2027-01-01        | 422
            "end_time": "2026-01-01 | "end_time": "+500000-01-01     | 422
            exdates": []  | exdates": ["never"]                      | 400
            exdates": []  | exdates": ["2026-02-30"]                 | 400
            "rdates": []  | "holidays": []                           | 400
            """)
    void refusesARuleThatMakesNoSense(String part, String replacement, int status) {
        as(mentor.token())
                .body(mentor.workday().replace(part, replacement))
                .post("/api/v1/availability/rules")
                .then()
                .statusCode(status)
                .contentType("application/problem+json");
        as(mentor.token()).get("/api/v1/availability/rules").then().body("items.size()", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource({"FREQ=DAILY", "FREQ=DAILY;COUNT=1000000", "FREQ=YEARLY;BYDAY=MO;COUNT=2147483647"})
    void expandsNoMoreOfARuleWithoutEndThanIsAskedFor(String rrule) {
        as(mentor.token())
                .body(mentor.workday().replace("FREQ=DAILY", rrule).replace("2026-01-01", "2000-01-01"))
                .post("/api/v1/availability/rules")
                .then()
                .statusCode(201);
        as(mentor.token())
                .queryParam("mentor_id", mentor.id())
                .get("/api/v1/slots")
                .then()
                .statusCode(200)
                .body("items.size()", greaterThan(0));
    }

    @ParameterizedTest
    @CsvSource({
        "available, 3, 9, 3, 9",
        "available, 3, 10, 3, 9",
        "available, 3, 9, 35, 9",
        "available, 3, 9, 368, 9",
        "blocked, 3, 9, 3, 9",
        "blocked, 3, 10, 3, 9",
        "blocked, 3, 9, 370, 9"
    })
    void refusesAWindowThatIsEmptyOrEndsBeforeItStartsOrLastsTooLong(
            String status, int firstDay, int firstHour, int lastDay, int lastHour) {
        window(in(firstDay, firstHour, 0), in(lastDay, lastHour, 0), status)
                .statusCode(422)
                .body("errors.field", contains("end_time"));
    }

    @Test
    void takesAHolidayOfAYear() {
        window(in(3, 9, 0), in(360, 9, 0), "blocked").statusCode(201);
        window(in(3, 9, 0), in(4, 9, 0), "busy").statusCode(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Europe/Berlin            | Europe/Atlantis          | 422 | time_zone
            Europe/Berlin            | GMT+1                    | 422 | time_zone
            "duration_minutes": 60   | "duration_minutes": 0    | 422 | session_types[0].duration_minutes
            "duration_minutes": 60   | "duration_minutes": 1441 | 422 | session_types[0].duration_minutes
            "buffer_after_minutes": 0| "buffer_after_minutes": -1 | 422 | session_types[0].buffer_after_minutes
            "slot_interval_minutes": 30 | "slot_interval_minutes": 0 | 422 | slot_interval_minutes
            "booking_window_days": 60 | "booking_window_days": 0 | 422 | booking_window_days
            "minimum_notice_minutes": 60 | "minimum_notice_minutes": -1 | 422 | minimum_notice_minutes
            """)
    void refusesSettingsThatMakeNoSense(String part, String replacement, int status, String field) {
        settings("""
                {"time_zone": "Europe/Berlin", "slot_interval_minutes": 30, "minimum_notice_minutes": 60,
                 "booking_window_days": 60, "session_types": [{"name": "x", "duration_minutes": 60,
                 "buffer_before_minutes": 0, "buffer_after_minutes": 0}]}
                """.replace(part, replacement)).statusCode(status).body("errors.field", hasItem(field));
    }

    @Test
    void booksNoSessionOfATypeThatWasRemoved() {
        var mentor = MentorFixture.available();
        var mentee = Tokens.of("Linus", UUID.randomUUID()).roles("mentee");
        as(mentor.token())
                .header("If-Match", "\"1\"")
                .body("""
                        {"time_zone": "Europe/Berlin", "slot_interval_minutes": 30, "minimum_notice_minutes": 60,
                         "booking_window_days": 60, "session_types": [{"name": "Chat", "duration_minutes": 30,
                         "buffer_before_minutes": 0, "buffer_after_minutes": 0}]}
                        """)
                .put("/api/v1/availability/settings")
                .then()
                .statusCode(200);
        as(mentee)
                .body(mentor.booking(in(4, 10, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(422)
                .body("errors.field", contains("session_type"));
        as(mentee)
                .body(mentor.booking(in(4, 10, 0)))
                .post("/api/v1/slots/holds")
                .then()
                .statusCode(422)
                .body("errors.field", contains("session_type"));
    }

    @Test
    void countsWindowsThatAreOverUntilTheyAreClearedAway() throws Exception {
        var yesterday = in(-1, 9, 0);
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.executeUpdate("""
                    INSERT INTO availability (id, mentor_id, start_time, end_time, created_at)
                    SELECT uuidv7(), '%s', '%s', '%s', now() FROM generate_series(1, 1000)
                    """.formatted(mentor.id(), yesterday, yesterday.plusHours(1)));
            window(yesterday, yesterday.plusHours(1), "available").statusCode(409);
            statement.executeUpdate(
                    "UPDATE availability SET start_time = '2001-01-01', end_time = '2001-01-02' WHERE mentor_id = '%s'"
                            .formatted(mentor.id()));
        }
        await().atMost(2, MINUTES)
                .untilAsserted(() -> as(mentor.token())
                        .get("/api/v1/availability/windows")
                        .then()
                        .body("items.size()", equalTo(0)));
        window(yesterday, yesterday.plusHours(1), "available").statusCode(201);
    }

    private ValidatableResponse window(OffsetDateTime start, OffsetDateTime end, String status) {
        return as(mentor.token())
                .body("""
                        {"start_time": "%s", "end_time": "%s", "status": "%s"}
                        """.formatted(start, end, status))
                .post("/api/v1/availability/windows")
                .then();
    }

    private ValidatableResponse settings(String body) {
        return as(mentor.token())
                .header("If-Match", "\"1\"")
                .body(body)
                .put("/api/v1/availability/settings")
                .then();
    }
}
