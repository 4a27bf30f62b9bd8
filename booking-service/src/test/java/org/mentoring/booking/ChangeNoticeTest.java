package org.mentoring.booking;

import java.time.OffsetDateTime;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.move;
import static org.mentoring.booking.MentorFixture.in;

/** Mentors who want to know in time when a session is cancelled or moved. */
@QuarkusTest
@RealParts
class ChangeNoticeTest {

    private static final String TOO_LATE = "urn:problem-type:mentoring:too-late";
    private static final String WEEK = "\"change_notice_minutes\": 10080";

    private final UUID linus = UUID.randomUUID();

    @Test
    void letsAMenteeChangeASessionUntilTheNoticeBegins() {
        var mentor = MentorFixture.available().wanting(WEEK);
        var late = book(mentor, in(6, 10, 0));
        var early = book(mentor, in(9, 10, 0));
        show(early)
                .body(
                        "changeable_until",
                        equalTo(in(9, 10, 0).minusDays(7).toInstant().toString()));

        move(mentee(), late, in(8, 10, 0))
                .statusCode(409)
                .body("type", equalTo(TOO_LATE))
                .body("detail", containsString("Ask the mentor"));
        cancel(mentee(), late).statusCode(409).body("type", equalTo(TOO_LATE));
        show(late).body("status", equalTo("confirmed")).body("version", equalTo(1));

        // Whoever moves it into the notice cannot move it back.
        move(mentee(), early, in(5, 10, 0)).statusCode(200);
        move(mentee(), early, in(9, 10, 0)).statusCode(409).body("type", equalTo(TOO_LATE));
    }

    @Test
    void letsTheMentorChangeASessionAtAnyTime() {
        var mentor = MentorFixture.available().wanting(WEEK);
        var booking = book(mentor, in(3, 10, 0));
        move(mentor.token(), booking, in(4, 10, 0)).statusCode(200);
        cancel(mentor.token(), booking).statusCode(200).body("cancelled_by", equalTo("mentor"));
    }

    @Test
    void holdsAgainstABookingTheNoticeThatItWasMadeUnder() {
        var mentor = MentorFixture.available();
        var booking = book(mentor, in(3, 10, 0));
        show(booking).body("changeable_until", nullValue());
        mentor.wanting(WEEK);
        cancel(mentee(), booking).statusCode(200);

        var other = book(mentor, in(3, 12, 0));
        mentor.wanting("\"change_notice_minutes\": 0");
        cancel(mentee(), other).statusCode(409).body("type", equalTo(TOO_LATE));
    }

    @Test
    void letsAMenteeTakeARequestBackAtAnyTime() {
        var mentor = MentorFixture.available().wanting(WEEK + ", \"approval_required\": true");
        var request = book(mentor, in(3, 10, 0));
        var accepted = book(mentor, in(3, 12, 0));
        move(mentee(), request, in(4, 10, 0)).statusCode(200).body("status", equalTo("pending"));
        cancel(mentee(), request).statusCode(200);
        as(mentor.token())
                .post("/api/v1/bookings/" + accepted + "/accept")
                .then()
                .statusCode(200);
        cancel(mentee(), accepted).statusCode(409).body("type", equalTo(TOO_LATE));
    }

    @Test
    void asksForNoNoticeUnlessTheMentorSaysSo() {
        var mentor = MentorFixture.known();
        as(mentor.token()).get("/api/v1/availability/settings").then().body("change_notice_minutes", equalTo(0));
        mentor.wanting(WEEK);
        as(mentor.token()).get("/api/v1/availability/settings").then().body("change_notice_minutes", equalTo(10_080));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "43201"})
    void refusesANoticeThatMakesNoSense(String minutes) {
        as(MentorFixture.known().token())
                .header("If-Match", "\"1\"")
                .body("""
                        {"time_zone": "Europe/Berlin", "slot_interval_minutes": 30, "minimum_notice_minutes": 60,
                         "booking_window_days": 60, "change_notice_minutes": %s,
                         "session_types": [{"name": "x", "duration_minutes": 60, "buffer_before_minutes": 0,
                                            "buffer_after_minutes": 0}]}
                        """.formatted(minutes))
                .put("/api/v1/availability/settings")
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("change_notice_minutes"));
    }

    private String book(MentorFixture mentor, OffsetDateTime start) {
        var booked = as(mentee())
                .body(mentor.booking(start))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201)
                .extract();
        assertThat(OffsetDateTime.parse(booked.path("start_time"))).isEqualTo(start);
        return booked.path("id");
    }

    private ValidatableResponse show(String booking) {
        return as(mentee()).get("/api/v1/bookings/" + booking).then().statusCode(200);
    }

    private static ValidatableResponse cancel(Tokens caller, String booking) {
        return as(caller)
                .body("{}")
                .post("/api/v1/bookings/" + booking + "/cancel")
                .then();
    }

    private Tokens mentee() {
        return Tokens.of("Linus", linus).roles("mentee");
    }
}
