package org.mentoring.booking;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestDatabase;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.atOnce;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.Calls.move;
import static org.mentoring.booking.Calls.starts;
import static org.mentoring.booking.MentorFixture.in;

/** Mentors who want no more than so many sessions on a day or in a week. */
@QuarkusTest
@RealParts
class LimitTest {

    private static final String NOT_OFFERED = "urn:problem-type:mentoring:slot-not-offered";

    @Test
    void offersNoMoreSlotsOnADayThatIsFull() {
        var mentor = MentorFixture.available().wanting("\"most_per_day\": 2");
        as(mentor.token())
                .get("/api/v1/availability/settings")
                .then()
                .body("most_per_day", equalTo(2))
                .body("most_per_week", nullValue());
        book(mentor, in(3, 9, 0)).statusCode(201);
        assertThat(days(mentor, in(2, 0, 0), in(5, 0, 0))).contains(in(3, 0, 0).toLocalDate());
        var second = book(mentor, in(3, 16, 0)).statusCode(201).extract().<String>path("id");
        assertThat(days(mentor, in(2, 0, 0), in(5, 0, 0)))
                .doesNotContain(in(3, 0, 0).toLocalDate())
                .contains(in(2, 0, 0).toLocalDate(), in(4, 0, 0).toLocalDate());
        book(mentor, in(3, 12, 0))
                .statusCode(422)
                .body("type", equalTo(NOT_OFFERED))
                .body("errors[0].field", equalTo("start_time"))
                .body("detail", containsString("fully booked"));
        hold(mentor, in(3, 12, 0)).statusCode(422).body("type", equalTo(NOT_OFFERED));
        var third = book(mentor, in(4, 12, 0)).statusCode(201).extract().<String>path("id");
        moveAsMentee(mentor, third, in(3, 12, 0)).statusCode(422).body("type", equalTo(NOT_OFFERED));
        moveAsMentee(mentor, second, in(3, 14, 0)).statusCode(200);

        as(mentor.token()).post("/api/v1/bookings/" + second + "/cancel").then().statusCode(200);
        assertThat(days(mentor, in(2, 0, 0), in(5, 0, 0))).contains(in(3, 0, 0).toLocalDate());
        move(mentor.token(), third, in(3, 12, 0)).statusCode(200);
    }

    @Test
    void countsWeeksFromMondayToSunday() {
        var mentor = MentorFixture.available().wanting("\"most_per_week\": 2");
        var monday = ZonedDateTime.now(MentorFixture.ZONE)
                .truncatedTo(DAYS)
                .plusWeeks(2)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        book(mentor, monday.withHour(9).toOffsetDateTime()).statusCode(201);
        book(mentor, monday.plusDays(6).withHour(16).toOffsetDateTime()).statusCode(201);
        book(mentor, monday.plusDays(3).withHour(9).toOffsetDateTime())
                .statusCode(422)
                .body("type", equalTo(NOT_OFFERED));
        var wednesday = monday.plusDays(2).toOffsetDateTime();
        assertThat(days(mentor, wednesday, wednesday.plusDays(1))).isEmpty();
        var days = days(
                mentor,
                monday.minusDays(1).toOffsetDateTime(),
                monday.plusDays(8).toOffsetDateTime());
        assertThat(days)
                .containsOnly(
                        monday.minusDays(1).toLocalDate(), monday.plusDays(7).toLocalDate());
        book(mentor, monday.plusDays(7).withHour(9).toOffsetDateTime()).statusCode(201);
        book(mentor, monday.minusDays(1).withHour(16).toOffsetDateTime()).statusCode(201);
    }

    @Test
    void countsNothingThatIsOnlyHeld() {
        var mentor = MentorFixture.available().wanting("\"most_per_day\": 1, \"most_per_week\": 1");
        var linus = UUID.randomUUID();
        as(mentee(linus))
                .body(mentor.booking(in(3, 10, 0)))
                .post("/api/v1/slots/holds")
                .then()
                .statusCode(201);
        assertThat(days(mentor, in(3, 0, 0), in(4, 0, 0))).hasSize(1);
        book(mentor, in(3, 14, 0)).statusCode(201);
        as(mentee(linus))
                .body(mentor.booking(in(3, 10, 0)))
                .post("/api/v1/bookings")
                .then()
                .statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"most_per_day", "most_per_week"})
    void keepsALimitHoweverManyComeAtOnce(String limit) throws Exception {
        var mentor = MentorFixture.available().wanting("\"" + limit + "\": 3");
        var answers =
                atOnce(50, i -> book(mentor, in(3, 9 + i % 8, 0)).extract().statusCode());
        assertThat(answers).isSubsetOf(201, 409, 422);
        assertThat(answers.stream().filter(status -> status == 201)).hasSize(3);
        try (var database = TestDatabase.asSuperuser()) {
            assertThat(TestDatabase.count(
                            database,
                            "SELECT count(*) FROM bookings WHERE mentor_id = ?",
                            mentor.id().toString()))
                    .isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"most_per_day\": 0", "\"most_per_week\": 2017", "\"most_per_day\": -1"})
    void refusesALimitThatMakesNoSense(String limit) {
        var mentor = MentorFixture.known();
        as(mentor.token())
                .header("If-Match", "\"1\"")
                .body("""
                        {"time_zone": "Europe/Berlin", "slot_interval_minutes": 30, "minimum_notice_minutes": 60,
                         "booking_window_days": 60, %s,
                         "session_types": [{"name": "x", "duration_minutes": 60, "buffer_before_minutes": 0,
                                            "buffer_after_minutes": 0}]}
                        """.formatted(limit))
                .put("/api/v1/availability/settings")
                .then()
                .statusCode(422);
    }

    private static List<LocalDate> days(MentorFixture mentor, OffsetDateTime from, OffsetDateTime to) {
        return starts(mentor, from, to).stream()
                .map(OffsetDateTime::toLocalDate)
                .distinct()
                .toList();
    }

    private static ValidatableResponse book(MentorFixture mentor, OffsetDateTime start) {
        return as(mentee(UUID.randomUUID()))
                .body(mentor.booking(start))
                .post("/api/v1/bookings")
                .then();
    }

    private static ValidatableResponse hold(MentorFixture mentor, OffsetDateTime start) {
        return as(mentee(UUID.randomUUID()))
                .body(mentor.booking(start))
                .post("/api/v1/slots/holds")
                .then();
    }

    private static ValidatableResponse moveAsMentee(MentorFixture mentor, String booking, OffsetDateTime start) {
        var mentee = as(mentor.token())
                .get("/api/v1/bookings/" + booking)
                .then()
                .extract()
                .<String>path("user_id");
        return move(mentee(UUID.fromString(mentee)), booking, start);
    }
}
