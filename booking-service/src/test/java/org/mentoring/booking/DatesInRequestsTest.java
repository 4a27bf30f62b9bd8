package org.mentoring.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.MentorFixture.in;

/** Dates in requests, which mean the start of that day in the zone of the answer. */
@QuarkusTest
@RealParts
class DatesInRequestsTest {

    private final UUID linus = UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({
        "bookings, Pacific/Apia",
        "bookings, Asia/Kolkata",
        "bookings, America/Los_Angeles",
        "sessions, Pacific/Apia",
        "sessions, America/Los_Angeles"
    })
    void listsByTheDaysOfTheAccount(String list, String zone) {
        Accounts.tell(linus, linus + "@example.org", Map.of("time_zone", '"' + zone + '"'));
        listsByTheDaysOf(ZoneId.of(zone), list, MentorFixture.available(), mentee(linus));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bookings", "sessions"})
    void listsByTheDaysOfTheScheduleForAMentorWithoutAZone(String list) {
        var mentor = MentorFixture.available();
        listsByTheDaysOf(MentorFixture.ZONE, list, mentor, mentor.token());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bookings", "sessions"})
    void listsByTheDaysOfUtcForAMenteeWithoutAZone(String list) {
        listsByTheDaysOf(ZoneId.of("UTC"), list, MentorFixture.available(), mentee(linus));
    }

    /** Books what begins just before and just after midnight there. */
    private void listsByTheDaysOf(ZoneId zone, String list, MentorFixture mentor, Tokens caller) {
        as(mentor.token())
                .body(mentor.workday().replace("T09:00", "T00:00").replace("2026-01-01T17:00", "2026-01-02T00:00"))
                .post("/api/v1/availability/rules")
                .then()
                .statusCode(201);
        var day = OffsetDateTime.now().plusDays(4).atZoneSameInstant(zone).toLocalDate();
        var midnight = day.atStartOfDay(zone).toOffsetDateTime();
        var id = list.equals("bookings") ? "id" : "session_id";
        var before = book(linus, mentor, midnight.minusHours(1))
                .statusCode(201)
                .extract()
                .<String>path(id);
        var after = book(linus, mentor, midnight).statusCode(201).extract().<String>path(id);

        listed(list, caller, day, day.plusDays(1)).body("items.id", contains(after));
        listed(list, caller, day.minusDays(1), day).body("items.id", contains(before));
        listed(list, caller, day.plusDays(1), day.plusDays(2)).body("items", empty());
    }

    private static ValidatableResponse listed(String list, Tokens caller, LocalDate from, LocalDate to) {
        return as(caller)
                .queryParam("from", from.toString())
                .queryParam("to", to.toString())
                .get("/api/v1/" + list)
                .then()
                .statusCode(200);
    }

    /** The clock of Berlin goes forward on the first of these days, and back on the second. What is over is cleared away. */
    @ParameterizedTest
    @CsvSource({
        "2037-03-29, 2037-03-30, 2037-03-28T23:00:00Z, 2037-03-29T22:00:00Z",
        "2037-10-25, 2037-10-26, 2037-10-24T22:00:00Z, 2037-10-25T23:00:00Z"
    })
    void takesWindowsByTheDaysOfTheSchedule(String start, String end, Instant from, Instant to) {
        var mentor = MentorFixture.known();
        var window = """
                {"start_time": "%s", "end_time": "%s", "status": "blocked"}
                """.formatted(start, end);
        var added = as(mentor.token())
                .body(window)
                .post("/api/v1/availability/windows")
                .then()
                .statusCode(201)
                .extract();
        assertThat(instant(added.path("start_time"))).isEqualTo(from);
        assertThat(instant(added.path("end_time"))).isEqualTo(to);
        var changed = as(mentor.token())
                .header("If-Match", added.header("ETag"))
                .body(window.replace(end, LocalDate.parse(end).plusDays(1).toString()))
                .put("/api/v1/availability/windows/" + added.path("id"))
                .then()
                .statusCode(200)
                .extract();
        assertThat(instant(changed.path("start_time"))).isEqualTo(from);
        assertThat(instant(changed.path("end_time"))).isAfter(to);
    }

    @ParameterizedTest
    @CsvSource({"2027-03-28, 2027-03-29, 2027-03-27T23:00:00Z, 2027-03-28T22:00:00Z"})
    void takesTheFirstWindowOfARuleByTheDaysOfTheSchedule(String start, String end, Instant from, Instant to) {
        var added = as(MentorFixture.known().token())
                .body("""
                        {"start_time": "%s", "end_time": "%s", "recurrence": {"rrule": "FREQ=WEEKLY"}}
                        """.formatted(start, end))
                .post("/api/v1/availability/rules")
                .then()
                .statusCode(201)
                .extract();
        assertThat(instant(added.path("start_time"))).isEqualTo(from);
        assertThat(instant(added.path("end_time"))).isEqualTo(to);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "20261128", "2026-11", "2026-11-28T10:00", "10:00", "tomorrow"})
    void refusesWhatIsNeitherATimeNorADay(String text) {
        for (var list : new String[] {"bookings", "sessions"}) {
            as(mentee(linus))
                    .queryParam("from", text)
                    .get("/api/v1/" + list)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("from"));
        }
        as(MentorFixture.known().token())
                .body("""
                        {"start_time": "%s", "end_time": "2027-03-29"}
                        """.formatted(text))
                .post("/api/v1/availability/windows")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("start_time"));
    }

    /** A slot begins at a time; a day says too little of it. */
    @ParameterizedTest
    @ValueSource(strings = {"bookings", "slots/holds"})
    void refusesToBookADay(String what) {
        var mentor = MentorFixture.available();
        var start = in(3, 10, 0);
        as(mentee(linus))
                .body(mentor.booking(start)
                        .replace(start.toString(), start.toLocalDate().toString()))
                .post("/api/v1/" + what)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("start_time"));
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
