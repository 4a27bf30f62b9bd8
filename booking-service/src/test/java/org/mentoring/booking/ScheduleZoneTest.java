package org.mentoring.booking;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestDatabase;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.mentoring.booking.Calls.as;

/** In which zone a schedule is, and that its hours stay what they are. */
@QuarkusTest
@RealParts
class ScheduleZoneTest {

    private static final String SETTINGS = "/api/v1/availability/settings";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Paris",
                "CET",
                "MET",
                "EST5EDT",
                "America/Vancouver",
                "America/Edmonton",
                "Africa/Casablanca",
                "Asia/Kathmandu",
                "America/Nuuk"
            })
    void keepsTheHoursByTheZoneDataThatExpandsTheRules(String zone) {
        var mentor = MentorFixture.available();
        put(mentor, settings("\"" + zone + "\"")).statusCode(200).body("time_zone", equalTo(zone));
        assertThat(hours(mentor)).startsWith("09:00:00").endsWith("16:00:00").hasSize(15);
    }

    /** On the first day of the rule the clocks of New York skip the hour in which it begins, and those of Berlin do not. */
    @Test
    void keepsAnHourThatTheFirstDayDoesNotHaveInTheNewZone() {
        var mentor = MentorFixture.known();
        as(mentor.token()).body("""
                        {"start_time": "2026-03-08T02:30:00+01:00", "end_time": "2026-03-08T04:30:00+01:00",
                         "recurrence": {"rrule": "FREQ=DAILY"}}
                        """).post("/api/v1/availability/rules").then().statusCode(201);
        put(mentor, settings("\"America/New_York\"")).statusCode(200);
        assertThat(hours(mentor)).startsWith("02:30:00").endsWith("03:30:00").hasSize(3);
        put(mentor, settings("\"Europe/Berlin\"")).statusCode(200);
        assertThat(hours(mentor)).startsWith("02:30:00").endsWith("03:30:00").hasSize(3);
        as(mentor.token())
                .get("/api/v1/availability/rules")
                .then()
                .body("items", hasSize(1))
                .body("items.recurrence.time_zone", everyItem(equalTo("Europe/Berlin")));
    }

    /** The whole of the first window is in the hour that New York skips then. */
    @ParameterizedTest
    @CsvSource({"02:00, 03:00", "02:30, 03:00", "02:30, 03:30"})
    void keepsHoursOfWhichTheFirstDayHasNoneInTheNewZone(String start, String end) {
        var mentor = MentorFixture.known();
        as(mentor.token())
                .body("""
                        {"start_time": "2026-03-08T%s:00+01:00", "end_time": "2026-03-08T%s:00+01:00",
                         "recurrence": {"rrule": "FREQ=DAILY"}}
                        """.formatted(start, end))
                .post("/api/v1/availability/rules")
                .then()
                .statusCode(201);
        put(mentor, settings("\"America/New_York\"")).statusCode(200);
        put(mentor, settings("\"Europe/Berlin\"")).statusCode(200);
        as(mentor.token())
                .get("/api/v1/availability/rules")
                .then()
                .body(
                        "items[0].start_time",
                        equalTo(OffsetDateTime.parse("2026-03-08T" + start + ":00+01:00")
                                .toInstant()
                                .toString()))
                .body(
                        "items[0].end_time",
                        equalTo(OffsetDateTime.parse("2026-03-08T" + end + ":00+01:00")
                                .toInstant()
                                .toString()));
    }

    @Test
    void followsTheZoneOfTheAccountAndKeepsTheHours() {
        var mentor = MentorFixture.available();
        Accounts.tellOfZone(mentor.id(), 1, "\"America/New_York\"");
        awaitZone(mentor, "America/New_York", false);
        assertThat(hours(mentor)).startsWith("09:00:00").endsWith("16:00:00");
        Accounts.tellOfZone(mentor.id(), 2, "\"Asia/Tokyo\"");
        awaitZone(mentor, "Asia/Tokyo", false);
        assertThat(hours(mentor)).startsWith("09:00:00").endsWith("16:00:00");
        assertThat(settings(mentor).extract().header("ETag")).isEqualTo("\"3\"");
    }

    @Test
    void followsTheProfileAsLongAsTheAccountHasNoZone() {
        var mentor = MentorFixture.available();
        Accounts.tellOfZone(mentor.id(), 1, "null");
        mentor.tellOfProfile("Asia/Tokyo", 2);
        awaitZone(mentor, "Asia/Tokyo", false);
        Accounts.tellOfZone(mentor.id(), 2, "\"America/New_York\"");
        awaitZone(mentor, "America/New_York", false);
        mentor.tellOfProfile("Europe/Berlin", 3);
        Accounts.tellOfZone(mentor.id(), 3, "\"America/Chicago\"");
        awaitZone(mentor, "America/Chicago", false);
    }

    @Test
    void keepsAZoneThatTheMentorHasChosenForTheSchedule() {
        var mentor = MentorFixture.available();
        put(mentor, settings("\"Europe/Paris\"")).statusCode(200).body("own_time_zone", equalTo(true));
        Accounts.tellOfZone(mentor.id(), 1, "\"Asia/Tokyo\"");
        mentor.tellOfProfile("Asia/Tokyo", 2);
        // The version grows with word of the account, and with it alone: what comes after it has been looked at.
        Accounts.tellOfZone(mentor.id(), 2, "\"Asia/Seoul\"");
        await().atMost(2, MINUTES).until(() -> Accounts.zone(mentor.id()).equals("Asia/Seoul"));
        settings(mentor).body("time_zone", equalTo("Europe/Paris")).body("own_time_zone", equalTo(true));

        put(mentor, settings("null"))
                .statusCode(200)
                .body("time_zone", equalTo("Asia/Seoul"))
                .body("own_time_zone", equalTo(false));
        assertThat(hours(mentor)).startsWith("09:00:00").endsWith("16:00:00");
    }

    @Test
    void followsTheZoneThatTheAccountGetsMeanwhile() throws Exception {
        var mentor = MentorFixture.available();
        Accounts.tellOfZone(mentor.id(), 1, "\"Asia/Tokyo\"");
        awaitZone(mentor, "Asia/Tokyo", false);
        put(mentor, settings("\"Europe/Paris\"")).statusCode(200).body("own_time_zone", equalTo(true));
        CompletableFuture<String> followed;
        try (var database = TestDatabase.asSuperuser();
                var observer = TestDatabase.asSuperuser();
                var raiseVersion = database.prepareStatement(
                        "UPDATE schedules SET schedule_version = schedule_version + 1 WHERE mentor_id = ?");
                var changeZone =
                        database.prepareStatement("UPDATE people SET time_zone = 'Asia/Seoul' WHERE user_id = ?")) {
            database.setAutoCommit(false);
            for (var statement : List.of(changeZone, raiseVersion)) {
                statement.setObject(1, mentor.id());
                statement.executeUpdate();
            }
            followed = CompletableFuture.supplyAsync(() ->
                    put(mentor, settings("null")).statusCode(200).extract().path("time_zone"));
            await().atMost(2, MINUTES).until(() -> TestDatabase.count(observer, """
                            SELECT count(*) FROM pg_stat_activity WHERE usename = 'booking_app' AND wait_event_type = 'Lock'
                            """) > 0);
            database.commit();
        }
        assertThat(followed.get(60, SECONDS)).isEqualTo("Asia/Seoul");
    }

    @Test
    void takesTheSettingsAsTheyWereReadForNoChoiceOfAZone() {
        var mentor = MentorFixture.available();
        put(mentor, settings("\"Europe/Berlin\"")).statusCode(200).body("own_time_zone", equalTo(false));
        put(mentor, settings("\"Europe/Berlin\", \"own_time_zone\": true"))
                .statusCode(200)
                .body("own_time_zone", equalTo(true));
        put(mentor, settings("\"Europe/Berlin\"")).statusCode(200).body("own_time_zone", equalTo(true));
        put(mentor, settings("\"Europe/Berlin\", \"own_time_zone\": false"))
                .statusCode(200)
                .body("own_time_zone", equalTo(false));
    }

    private static void awaitZone(MentorFixture mentor, String zone, boolean isOwn) {
        await().atMost(2, MINUTES)
                .untilAsserted(
                        () -> settings(mentor).body("time_zone", equalTo(zone)).body("own_time_zone", equalTo(isOwn)));
    }

    private static ValidatableResponse settings(MentorFixture mentor) {
        return as(mentor.token()).get(SETTINGS).then().statusCode(200);
    }

    private static ValidatableResponse put(MentorFixture mentor, String settings) {
        return as(mentor.token())
                .header("If-Match", settings(mentor).extract().header("ETag"))
                .body(settings)
                .put(SETTINGS)
                .then();
    }

    private static String settings(String timeZone) {
        return """
                {"time_zone": %s, "slot_interval_minutes": 30, "minimum_notice_minutes": 0, "booking_window_days": 365,
                 "session_types": [{"name": "%s", "duration_minutes": 60, "buffer_before_minutes": 0,
                                    "buffer_after_minutes": 0}]}
                """.formatted(timeZone, MentorFixture.SESSION_TYPE);
    }

    /** The hours at which slots start on a day that is half a year ahead, if it can be booked, on the clock of the schedule. */
    private static List<String> hours(MentorFixture mentor) {
        var settings = settings(mentor).extract();
        var days = Math.min(185, settings.<Integer>path("booking_window_days") - 5);
        var someDay = LocalDate.now(ZoneId.of(settings.path("time_zone"))).plusDays(days);
        // Clocks change on Sundays.
        var day = someDay.getDayOfWeek() == DayOfWeek.SUNDAY ? someDay.plusDays(1) : someDay;
        return given()
                .queryParam("mentor_id", mentor.id())
                .queryParam("from", day.toString())
                .queryParam("to", day.plusDays(1).toString())
                .get("/api/v1/slots")
                .then()
                .statusCode(200)
                .extract()
                .<List<String>>path("items.start_time")
                .stream()
                .map(start -> OffsetDateTime.parse(start).toLocalTime().toString() + ":00")
                .toList();
    }
}
