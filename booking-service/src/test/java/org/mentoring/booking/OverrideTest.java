package org.mentoring.booking;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.kit.test.TestDatabase;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.starts;
import static org.mentoring.booking.MentorFixture.in;

/** Overrides: days on which something else counts than the hours of every day. */
@QuarkusTest
@RealParts
class OverrideTest {

    private static final String PATH = "/api/v1/availability/overrides";

    @Test
    void offersOtherHoursAlsoAfterTheRulesHaveChanged() {
        var mentor = MentorFixture.available();
        add(mentor, override(3, 4, "other-hours", "18:00-19:30", "20:00-21:00"))
                .statusCode(201)
                .header("ETag", equalTo("\"1\""))
                .body("first_day", equalTo(day(3)))
                .body("last_day", equalTo(day(4)))
                .body("kind", equalTo("other-hours"))
                .body("windows.start", contains("18:00", "20:00"))
                .body("bookings_outside", hasSize(0));
        assertThat(starts(mentor)).containsExactly(in(3, 18, 0), in(3, 18, 30), in(3, 20, 0));
        as(mentor.token())
                .body(mentor.workday().replace("T17:00", "T22:00"))
                .post("/api/v1/availability/rules")
                .then()
                .statusCode(201);
        assertThat(starts(mentor)).containsExactly(in(3, 18, 0), in(3, 18, 30), in(3, 20, 0));
        assertThat(starts(mentor, in(5, 0, 0), in(6, 0, 0))).contains(in(5, 9, 0), in(5, 21, 0));
    }

    /** In the mentor's zone that is the day after. */
    @Test
    void takesNoTimeForADay() {
        as(MentorFixture.known().token())
                .body("{\"first_day\": \"2026-12-24T23:00:00Z\", \"kind\": \"off\"}")
                .post(PATH)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("first_day"));
    }

    @Test
    void letsPeopleBookOtherHoursAndNotThoseThatTheyReplace() {
        var mentor = MentorFixture.available();
        add(mentor, override(3, 3, "other-hours", "18:00-19:00")).statusCode(201);
        book(UUID.randomUUID(), mentor, in(3, 10, 0))
                .statusCode(422)
                .body("type", equalTo("urn:problem-type:mentoring:slot-not-offered"));
        book(UUID.randomUUID(), mentor, in(3, 18, 0)).statusCode(201);
    }

    @Test
    void takesDaysOffAndAddsExtraHours() {
        var mentor = MentorFixture.available();
        add(mentor, override(3, 3, "extra-hours", "20:00-21:00")).statusCode(201);
        assertThat(starts(mentor)).hasSize(16).endsWith(in(3, 20, 0));
        add(mentor, override(3, 3, "off", "09:00-16:00")).statusCode(201);
        assertThat(starts(mentor)).containsExactly(in(3, 16, 0), in(3, 20, 0));
        add(mentor, override(2, 3, "off")).statusCode(201).body("windows", hasSize(0));
        assertThat(starts(mentor, in(2, 0, 0), in(4, 0, 0))).isEmpty();
        assertThat(starts(mentor, in(4, 0, 0), in(5, 0, 0))).hasSize(15);
    }

    @Test
    void changesListsAndRemovesOverridesOfTheirMentorAlone() {
        var mentor = MentorFixture.available();
        var other = MentorFixture.known();
        var added = add(mentor, override(3, 3, "other-hours", "18:00-19:00"))
                .statusCode(201)
                .extract();
        var path = PATH + "/" + added.path("id");
        assertThat(added.header("Location")).endsWith(path);
        var moved = override(4, 5, "other-hours", "10:00-11:00");
        as(other.token()).get(path).then().statusCode(404);
        as(other.token())
                .header("If-Match", "\"1\"")
                .body(moved)
                .put(path)
                .then()
                .statusCode(404);
        as(other.token()).delete(path).then().statusCode(404);
        as(other.token()).get(PATH).then().body("items", hasSize(0));
        as(mentor.token()).body(moved).put(path).then().statusCode(428);
        as(mentor.token())
                .header("If-Match", "\"1\"")
                .body(moved)
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("last_day", equalTo(day(5)));
        as(mentor.token())
                .header("If-Match", "\"1\"")
                .body(moved)
                .put(path)
                .then()
                .statusCode(412);
        as(mentor.token()).get(path).then().statusCode(200).header("ETag", equalTo("\"2\""));
        add(mentor, override(9, 9, "off")).statusCode(201);
        var cursor = as(mentor.token())
                .queryParam("limit", 1)
                .get(PATH)
                .then()
                .body("items.id", contains(added.<String>path("id")))
                .extract()
                .<String>path("next_cursor");
        as(mentor.token())
                .queryParam("limit", 1)
                .queryParam("cursor", cursor)
                .get(PATH)
                .then()
                .body("items.first_day", contains(day(9)))
                .body("next_cursor", equalTo(null));
        assertThat(starts(mentor)).hasSize(15);
        assertThat(starts(mentor, in(4, 0, 0), in(5, 0, 0))).containsExactly(in(4, 10, 0));
        as(mentor.token()).delete(path).then().statusCode(200).body("bookings_outside", hasSize(0));
        as(mentor.token()).get(path).then().statusCode(404);
        assertThat(starts(mentor, in(4, 0, 0), in(5, 0, 0))).hasSize(15);
    }

    @Test
    void addsOnceForEachKeyHoweverOftenItIsSent() {
        var mentor = MentorFixture.available();
        var key = UUID.randomUUID().toString();
        var body = override(3, 3, "other-hours", "18:00-19:00");
        var ids = List.of(keyed(mentor, key, body), keyed(mentor, key, body)).stream()
                .map(added -> added.statusCode(201)
                        .header("ETag", equalTo("\"1\""))
                        .header("Location", endsWith(added.extract().<String>path("id")))
                        .extract()
                        .<String>path("id"))
                .toList();
        assertThat(ids.getFirst()).isEqualTo(ids.getLast());
        as(mentor.token()).get(PATH).then().body("items", hasSize(1));
        keyed(mentor, key, override(4, 4, "off"))
                .statusCode(422)
                .body("type", equalTo("urn:problem-type:mentoring:idempotency-key-reused"));
    }

    @Test
    void returnsBeforeAndAfterWhichBookingsAreOutside() {
        var mentor = MentorFixture.available();
        var early = booked(mentor, in(3, 9, 0));
        var late = booked(mentor, in(3, 15, 0));
        booked(mentor, in(5, 9, 0));
        var outsideAlready = booked(mentor, in(4, 9, 0));
        add(mentor, override(4, 4, "off", "09:00-09:30"))
                .statusCode(201)
                .body("bookings_outside.id", contains(outsideAlready));
        var afternoon = override(3, 4, "other-hours", "14:00-20:00");
        check(mentor, afternoon).statusCode(200).body("bookings_outside.id", contains(early));
        check(mentor, override(3, 4, "extra-hours", "20:00-21:00"))
                .statusCode(200)
                .body("bookings_outside", hasSize(0));
        check(mentor, override(3, 3, "off")).statusCode(200).body("bookings_outside.id", contains(early, late));
        as(mentor.token()).get(PATH).then().body("items", hasSize(1));
        add(mentor, afternoon).statusCode(201).body("bookings_outside.id", contains(early, outsideAlready));
        as(mentor.token())
                .queryParam("status", "confirmed")
                .get("/api/v1/bookings")
                .then()
                .body("items", hasSize(4));
    }

    @Test
    void keepsTheHoursOfOverridesWhenTheMentorMoves() {
        var mentor = MentorFixture.available();
        add(mentor, override(3, 3, "other-hours", "18:00-19:00")).statusCode(201);
        as(mentor.token())
                .header("If-Match", "\"1\"")
                .body("""
                        {"time_zone": "Europe/London", "slot_interval_minutes": 30, "minimum_notice_minutes": 60,
                         "booking_window_days": 60, "session_types": [{"name": "Mentoring session", "duration_minutes": 60,
                         "buffer_before_minutes": 0, "buffer_after_minutes": 0}]}
                        """)
                .put("/api/v1/availability/settings")
                .then()
                .statusCode(200);
        var day = LocalDate.parse(day(3));
        var london = ZoneId.of("Europe/London");
        assertThat(starts(
                                mentor,
                                day.atStartOfDay(london).toOffsetDateTime(),
                                day.plusDays(1).atStartOfDay(london).toOffsetDateTime())
                        .stream()
                        .map(OffsetDateTime::toInstant))
                .containsExactly(day.atTime(18, 0).atZone(london).toInstant());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"first_day": "2037-01-02", "last_day": "2037-01-01", "kind": "off"}                                    | 422 | last_day
            {"first_day": "2037-01-01", "last_day": "2038-01-02", "kind": "off"}                                    | 422 | last_day
            {"first_day": "1037-01-01", "kind": "off"}                                                              | 422 | first_day
            {"kind": "off"}                                                                                         | 422 | first_day
            {"first_day": "2037-01-01"}                                                                             | 422 | kind
            {"first_day": "2037-01-01", "kind": "other-hours"}                                                      | 422 | windows
            {"first_day": "2037-01-01", "kind": "extra-hours", "windows": []}                                       | 422 | windows
            {"first_day": "2037-01-01", "kind": "holidays"}                                                         | 400 | kind
            {"first_day": "2037-02-30", "kind": "off"}                                                              | 400 | first_day
            {"first_day": "2037-01-01", "kind": "off", "windows": [{"start": "24:00", "end": "01:00"}]}             | 422 | windows[0].start
            {"first_day": "2037-01-01", "kind": "off", "windows": [{"start": "9:00", "end": "10:00"}]}              | 422 | windows[0].start
            {"first_day": "2037-01-01", "kind": "off", "windows": [{"start": "09:00"}]}                             | 422 | windows[0].end
            """)
    void refusesWhatCannotBeMeant(String body, int status, String field) {
        var mentor = MentorFixture.known();
        for (var path : List.of(PATH, PATH + "/check")) {
            as(mentor.token()).body(body).post(path).then().statusCode(status).body("errors.field", hasItem(field));
        }
    }

    @Test
    void refusesMoreThanCanBeExpandedInTime() throws Exception {
        var mentor = MentorFixture.known();
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("""
                    INSERT INTO availability_overrides (id, mentor_id, first_day, last_day, kind, windows)
                    SELECT uuidv7(), '%s', '2037-01-01', '2037-12-31', 'extra-hours',
                           (SELECT jsonb_agg('{"start": "09:00", "end": "10:00"}'::jsonb) FROM generate_series(1, 8))
                      FROM generate_series(1, 34)
                    """.formatted(mentor.id()));
        }
        add(mentor, override(3, 3, "extra-hours", "20:00-21:00")).statusCode(201);
        add(mentor, """
                {"first_day": "2038-01-01", "last_day": "2038-12-31", "kind": "extra-hours",
                 "windows": [{"start": "09:00", "end": "10:00"}, {"start": "11:00", "end": "12:00"},
                             {"start": "13:00", "end": "14:00"}]}
                """).statusCode(422).body("type", equalTo("urn:problem-type:mentoring:schedule-too-complex"));
        as(mentor.token()).queryParam("limit", 100).get(PATH).then().body("items", hasSize(35));
    }

    @Test
    void hasRoomForTwoHundred() throws Exception {
        var mentor = MentorFixture.known();
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("""
                    INSERT INTO availability_overrides (id, mentor_id, first_day, last_day, kind, windows)
                    SELECT uuidv7(), '%s', '2037-01-01', '2037-01-01', 'off', '[]' FROM generate_series(1, 199)
                    """.formatted(mentor.id()));
        }
        add(mentor, override(3, 3, "off")).statusCode(201);
        add(mentor, override(3, 3, "off"))
                .statusCode(409)
                .body(
                        "detail",
                        equalTo(
                                "A mentor may have at most 200 overrides; those that ended long ago are cleared away."));
    }

    @Test
    void clearsOverridesAwayThatEndedLongAgo() {
        var mentor = MentorFixture.known();
        add(mentor, override(-60, -40, "off")).statusCode(201);
        add(mentor, override(-60, -20, "off")).statusCode(201);
        await().atMost(2, MINUTES)
                .untilAsserted(() -> as(mentor.token()).get(PATH).then().body("items.last_day", contains(day(-20))));
    }

    private static ValidatableResponse add(MentorFixture mentor, String body) {
        return as(mentor.token()).body(body).post(PATH).then();
    }

    private static ValidatableResponse keyed(MentorFixture mentor, String key, String body) {
        return as(mentor.token())
                .header("Idempotency-Key", key)
                .body(body)
                .post(PATH)
                .then();
    }

    private static ValidatableResponse check(MentorFixture mentor, String body) {
        return as(mentor.token()).body(body).post(PATH + "/check").then();
    }

    private static String booked(MentorFixture mentor, OffsetDateTime start) {
        return book(UUID.randomUUID(), mentor, start).statusCode(201).extract().path("id");
    }

    private static String override(int first, int last, String kind, String... windows) {
        var written = Stream.of(windows)
                .map(window -> "{\"start\": \"%s\", \"end\": \"%s\"}".formatted((Object[]) window.split("-")))
                .collect(Collectors.joining(", "));
        return """
                {"first_day": "%s", "last_day": "%s", "kind": "%s", "windows": [%s]}
                """.formatted(day(first), day(last), kind, written);
    }

    private static String day(int days) {
        return in(days, 0, 0).toLocalDate().toString();
    }
}
