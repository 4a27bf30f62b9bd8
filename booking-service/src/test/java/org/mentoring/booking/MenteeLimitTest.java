package org.mentoring.booking;

import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.atOnce;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.Calls.move;
import static org.mentoring.booking.MentorFixture.in;

/** What keeps one account from filling a mentor's calendar or mailbox. */
@QuarkusTest
@RealParts
class MenteeLimitTest {

    private final UUID linus = UUID.randomUUID();
    private final UUID ken = UUID.randomUUID();
    private MentorFixture mentor;

    @BeforeEach
    void aMentor() {
        mentor = MentorFixture.available();
    }

    @Test
    void haveDefaultsThatAMentorChanges() {
        as(mentor.token())
                .get("/api/v1/availability/settings")
                .then()
                .body("most_standing_per_mentee", equalTo(3))
                .body("most_changes_per_mentee_and_day", equalTo(6))
                .body("most_moves_per_booking", equalTo(5));
        mentor.wanting(
                "\"most_standing_per_mentee\": 1, \"most_changes_per_mentee_and_day\": 2, \"most_moves_per_booking\": 0");
        as(mentor.token())
                .get("/api/v1/availability/settings")
                .then()
                .body("most_standing_per_mentee", equalTo(1))
                .body("most_changes_per_mentee_and_day", equalTo(2))
                .body("most_moves_per_booking", equalTo(0));
        mentor.wanting("\"most_standing_per_mentee\": null");
        as(mentor.token())
                .get("/api/v1/availability/settings")
                .then()
                .body("most_standing_per_mentee", equalTo(3))
                .body("most_changes_per_mentee_and_day", equalTo(6))
                .body("most_moves_per_booking", equalTo(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "most_standing_per_mentee\": 0",
                "most_changes_per_mentee_and_day\": 1001",
                "most_moves_per_booking\": -1"
            })
    void areRefusedWhereTheyMakeNoSense(String limit) {
        var tag = as(mentor.token()).get("/api/v1/availability/settings").header("ETag");
        as(mentor.token())
                .header("If-Match", tag)
                .body("""
                        {"time_zone": "Europe/Berlin", "slot_interval_minutes": 30, "minimum_notice_minutes": 60,
                         "booking_window_days": 60, "%s,
                         "session_types": [{"name": "x", "duration_minutes": 60, "buffer_before_minutes": 0,
                                            "buffer_after_minutes": 0}]}
                        """.formatted(limit))
                .put("/api/v1/availability/settings")
                .then()
                .statusCode(422);
    }

    @Test
    void leaveAMenteeThreeBookingsToCome() {
        for (var day = 3; day < 6; day++) {
            book(linus, mentor, in(day, 10, 0)).statusCode(201);
        }
        hold(in(6, 10, 0)).statusCode(429).body("type", endsWith(":too-many-bookings"));
        var refused = book(linus, mentor, in(6, 10, 0))
                .statusCode(429)
                .body("type", endsWith(":too-many-bookings"))
                .extract();
        assertThat(retryAt(refused.header("Retry-After"))).isCloseTo(in(3, 11, 0), within(1, ChronoUnit.MINUTES));
        book(ken, mentor, in(6, 10, 0)).statusCode(201);
        book(linus, MentorFixture.available(), in(6, 10, 0)).statusCode(201);

        var id = as(mentee(linus)).get("/api/v1/bookings").then().extract().<String>path("items[1].id");
        as(mentor.token()).post("/api/v1/bookings/" + id + "/cancel").then().statusCode(200);
        book(linus, mentor, in(7, 10, 0)).statusCode(201);
    }

    @Test
    void countRequestsAsBookings() {
        mentor.wanting("\"approval_required\": true, \"most_standing_per_mentee\": 1");
        book(linus, mentor, in(3, 10, 0)).statusCode(201).body("status", equalTo("pending"));
        book(linus, mentor, in(4, 10, 0)).statusCode(429).body("type", endsWith(":too-many-bookings"));
    }

    @Test
    void holdHoweverManyRequestsComeAtOnce() throws Exception {
        mentor.wanting("\"most_standing_per_mentee\": 2");
        var answers =
                atOnce(16, i -> book(linus, mentor, in(3 + i, 10, 0)).extract().statusCode());
        assertThat(answers).containsOnly(201, 429);
        assertThat(answers.stream().filter(status -> status == 201)).hasSize(2);

        mentor.wanting("\"most_changes_per_mentee_and_day\": 2, \"most_standing_per_mentee\": 100");
        var others =
                atOnce(16, i -> book(ken, mentor, in(20 + i, 10, 0)).extract().statusCode());
        assertThat(others).containsOnly(201, 429);
        assertThat(others.stream().filter(status -> status == 201)).hasSize(2);
    }

    @Test
    void endALoopOfBookingAndCancelling() throws Exception {
        var rounds = 0;
        ValidatableResponse booked;
        while ((booked = book(linus, mentor, in(3, 10, 0))).extract().statusCode() == 201 && rounds < 4) {
            rounds++;
            cancel(mentee(linus), booked.extract().path("id"));
        }
        assertThat(rounds).isEqualTo(3);
        var refused = booked.statusCode(429)
                .body("type", endsWith(":too-many-changes"))
                .extract();
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(86_000, 86_400);
        book(ken, mentor, in(3, 10, 0)).statusCode(201);
        book(linus, MentorFixture.available(), in(3, 10, 0)).statusCode(201);

        update(
                "UPDATE mentee_activity SET changes = array(SELECT c - interval '24 hours' FROM unnest(changes) c) WHERE user_id = ?");
        book(linus, mentor, in(4, 10, 0)).statusCode(201);
    }

    @Test
    void neverKeepAMenteeFromCancelling() {
        mentor.wanting("\"most_changes_per_mentee_and_day\": 1");
        var id = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        move(mentee(linus), id, in(4, 10, 0)).statusCode(429).body("type", endsWith(":too-many-changes"));
        cancel(mentee(linus), id);
    }

    @Test
    void leaveEachSideSoManyMovesOfABooking() {
        mentor.wanting("\"most_moves_per_booking\": 2, \"most_changes_per_mentee_and_day\": 100");
        var id = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        for (var side : new Tokens[] {mentee(linus), mentor.token()}) {
            move(side, id, in(4, 10, 0)).statusCode(200);
            move(side, id, in(5, 10, 0)).statusCode(200);
            move(side, id, in(6, 10, 0)).statusCode(409).body("type", endsWith(":too-many-moves"));
        }
        as(mentee(linus)).get("/api/v1/bookings/" + id).then().body("version", equalTo(5));
        move(Tokens.of("Root", UUID.randomUUID()).roles("admin"), id, in(6, 10, 0))
                .statusCode(200);
        cancel(mentee(linus), id);
    }

    @Test
    void countProposalsAsMovesButNotTheirAnswers() {
        mentor.wanting(
                "\"approval_required\": true, \"most_moves_per_booking\": 2, \"most_changes_per_mentee_and_day\": 100");
        var id = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        as(mentor.token()).post("/api/v1/bookings/" + id + "/accept").then().statusCode(200);
        for (var day = 4; day < 6; day++) {
            move(mentee(linus), id, in(day, 10, 0)).statusCode(200).body("proposal.proposed_by", equalTo("mentee"));
        }
        move(mentee(linus), id, in(6, 10, 0)).statusCode(409).body("type", endsWith(":too-many-moves"));
        as(mentor.token())
                .post("/api/v1/bookings/" + id + "/proposal/accept")
                .then()
                .statusCode(200);
        move(mentor.token(), id, in(7, 10, 0)).statusCode(200);
        move(mentor.token(), id, in(8, 10, 0)).statusCode(200);
        move(mentor.token(), id, in(9, 10, 0)).statusCode(409).body("type", endsWith(":too-many-moves"));
    }

    @Test
    void endHoldsForGoodAfterAQuarterOfAnHour() throws Exception {
        var before = OffsetDateTime.now();
        var first = OffsetDateTime.parse(
                hold(in(3, 10, 0)).statusCode(201).extract().path("expires_at"));
        assertThat(first)
                .isBetween(
                        before.plusMinutes(5).truncatedTo(ChronoUnit.SECONDS),
                        OffsetDateTime.now().plusMinutes(5));
        // As if the hold were 13 minutes old.
        update("UPDATE bookings SET created_at = created_at - interval '13 minutes' WHERE user_id = ?::text");
        var second = OffsetDateTime.parse(
                hold(in(4, 10, 0)).statusCode(201).extract().path("expires_at"));
        assertThat(second).isCloseTo(first.minusMinutes(3), within(1, ChronoUnit.SECONDS));
        update("""
                UPDATE mentee_activity SET held = (SELECT range_agg(tstzrange(lower(r) - interval '10 minutes',
                                                                              upper(r) - interval '10 minutes')) FROM unnest(held) r)
                 WHERE user_id = ?
                """);
        update("UPDATE bookings SET created_at = created_at - interval '90 seconds' WHERE user_id = ?::text");
        var refused = hold(in(3, 10, 0))
                .statusCode(429)
                .body("type", endsWith(":hold-used-up"))
                .extract();
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(84_000, 86_400);
        assertThat(Calls.hold(ken, mentor, in(5, 10, 0)).extract().statusCode()).isEqualTo(201);
        book(linus, mentor, in(3, 10, 0)).statusCode(201);
    }

    @Test
    void countHoldsForNoLongerThanTheyLasted() throws Exception {
        for (var slot = 0; slot < 8; slot++) {
            var id = hold(in(3, 9 + slot % 7, 0)).statusCode(201).extract().<String>path("id");
            as(mentee(linus)).delete("/api/v1/slots/holds/" + id).then().statusCode(204);
        }
        var until = OffsetDateTime.parse(
                hold(in(4, 10, 0)).statusCode(201).extract().path("expires_at"));
        assertThat(until).isCloseTo(OffsetDateTime.now().plusMinutes(5), within(20, ChronoUnit.SECONDS));
    }

    @Test
    void areForgottenAfterADay() throws Exception {
        book(linus, mentor, in(3, 10, 0)).statusCode(201);
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, null, "");
            assertThat(TestDatabase.count(app, "SELECT forget_activity(now() + interval '23 hours', 1000000)"))
                    .isNotNegative();
            app.commit();
        }
        assertThat(known()).isOne();
        update("UPDATE mentee_activity SET changed_at = changed_at - interval '25 hours' WHERE user_id = ?");
        try (var app = TestDatabase.asApp()) {
            TestDatabase.identify(app, null, "");
            assertThat(TestDatabase.count(app, "SELECT forget_activity(now(), 1000000)"))
                    .isPositive();
            app.commit();
        }
        assertThat(known()).isZero();
    }

    private long known() throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(database, "SELECT count(*) FROM mentee_activity WHERE user_id = ?", linus);
        }
    }

    private ValidatableResponse hold(OffsetDateTime start) {
        return Calls.hold(linus, mentor, start);
    }

    private static void cancel(Tokens side, String id) {
        as(side).post("/api/v1/bookings/" + id + "/cancel").then().statusCode(200);
    }

    private static OffsetDateTime retryAt(String seconds) {
        return OffsetDateTime.now().plus(Duration.ofSeconds(Long.parseLong(seconds)));
    }

    private void update(String sql) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.prepareStatement(sql)) {
            statement.setObject(1, linus);
            statement.executeUpdate();
        }
    }
}
