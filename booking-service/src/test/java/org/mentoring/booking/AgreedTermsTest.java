package org.mentoring.booking;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.MentorFixture.in;

/** What was agreed stays, whatever the mentor offers by now; and the mentor's own terms bind mentees alone. */
@QuarkusTest
@RealParts
class AgreedTermsTest {

    private static final String NOT_OFFERED = "urn:problem-type:mentoring:slot-not-offered";
    private static final String SLOT_TAKEN = "urn:problem-type:mentoring:slot-taken";

    private final UUID linus = UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({"Talk 1:1, 60, 10", "Mentoring session, 50, 10", "Mentoring session, 90, 10", "Mentoring session, 60, 0"
    })
    void movesASessionByTheTermsThatItWasBookedWith(String name, int minutes, int buffer) {
        var mentor = MentorFixture.available();
        put(mentor, types("Mentoring session", 60, 10), 0, 60).body("bookings_of_old_types", empty());
        var booking = book(mentor, in(3, 10, 0));
        var other = book(mentor, in(4, 10, 0));
        put(mentor, types(name, minutes, buffer), 0, 60)
                .body("bookings_of_old_types.id", contains(booking, other))
                .body("bookings_of_old_types[0].session_type", equalTo("Mentoring session"))
                .body("bookings_of_old_types[0].duration_minutes", equalTo(60));

        isAsAgreed(move(mentee(linus), booking, in(3, 12, 30)));
        isAsAgreed(move(mentor.token(), booking, in(3, 14, 30)));
        // The buffers that were agreed are kept free, too.
        move(mentor.token(), other, in(3, 15, 30).plusMinutes(5))
                .statusCode(409)
                .body("type", equalTo(SLOT_TAKEN));
    }

    private static void isAsAgreed(ValidatableResponse answer) {
        var moved = answer.statusCode(200)
                .body("session_type", equalTo("Mentoring session"))
                .body("duration_minutes", equalTo(60))
                .body("buffer_after_minutes", equalTo(10))
                .extract();
        assertThat(Duration.between(
                        OffsetDateTime.parse(moved.path("start_time")), OffsetDateTime.parse(moved.path("end_time"))))
                .isEqualTo(Duration.ofMinutes(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mentoring session", "Talk"})
    void showsWhereASessionMayMoveByTheTermsThatItWasBookedWith(String name) {
        var mentor = MentorFixture.available();
        put(mentor, types("Mentoring session", 60, 0), 0, 60);
        var booking = book(mentor, in(3, 10, 0));
        put(mentor, types(name, 90, 0), 0, 60);

        var ends = as(mentee(linus))
                .queryParam("mentor_id", mentor.id())
                .queryParam("from", in(3, 16, 0).toInstant().toString())
                .queryParam("to", in(4, 0, 0).toInstant().toString())
                .queryParam("session_type", "Mentoring session")
                .queryParam("moving", booking)
                .get("/api/v1/slots")
                .then()
                .statusCode(200)
                .extract()
                .<List<String>>path("items.end_time");
        assertThat(ends).extracting(OffsetDateTime::parse).containsExactly(in(3, 17, 0));
    }

    @Test
    void returnsNoBookingWhoseTypeIsOfferedAsItWas() {
        var mentor = MentorFixture.available();
        book(mentor, in(3, 10, 0));
        put(mentor, types("Mentoring session", 60, 0), 60, 30).body("bookings_of_old_types", empty());
        put(mentor, types("Mentoring session", 60, 0) + ", " + types("Chat", 30, 0), 60, 30)
                .body("bookings_of_old_types", empty());
    }

    @Test
    void letsTheMentorMoveBeyondTheOwnTermsWithWarnings() {
        var mentor = MentorFixture.available();
        put(mentor, types("Mentoring session", 60, 0), 0, 30);
        var booking = book(mentor, in(3, 10, 0));
        move(mentor.token(), booking, in(3, 14, 0)).statusCode(200).body("warnings", empty());
        move(mentor.token(), booking, in(3, 19, 0)).statusCode(200).body("warnings", contains("outside-hours"));
        move(mentor.token(), booking, in(45, 10, 0)).statusCode(200).body("warnings", contains("beyond-window"));
        move(mentor.token(), booking, in(300, 20, 0))
                .statusCode(200)
                .body("warnings", containsInAnyOrder("outside-hours", "beyond-window"));
        put(mentor, types("Mentoring session", 60, 0), 10_080, 30);
        move(mentor.token(), booking, in(3, 11, 15)).statusCode(200).body("warnings", contains("inside-notice"));
        move(mentor.token(), booking, in(-1, 10, 0)).statusCode(422).body("type", equalTo(NOT_OFFERED));

        move(mentee(linus), booking, in(3, 12, 0)).statusCode(422).body("type", equalTo(NOT_OFFERED));
    }

    @Test
    void letsTheMentorExceedTheOwnLimitWithAWarning() {
        var mentor = MentorFixture.available().wanting("\"most_per_day\": 1");
        book(mentor, in(3, 9, 0));
        var booking = book(mentor, in(4, 9, 0));
        move(mentee(linus), booking, in(3, 12, 0)).statusCode(422).body("type", equalTo(NOT_OFFERED));
        move(mentor.token(), booking, in(3, 12, 0)).statusCode(200).body("warnings", contains("over-limit"));
    }

    @Test
    void warnsAMentorWhoProposesAnUnusualTime() {
        var mentor = MentorFixture.available().wanting("\"most_per_day\": 1");
        book(mentor, in(3, 9, 0));
        var booking = book(mentor, in(4, 9, 0));
        propose(mentor.token(), booking, in(4, 19, 0)).statusCode(200).body("warnings", contains("outside-hours"));
        propose(mentor.token(), booking, in(3, 19, 0))
                .statusCode(200)
                .body("warnings", containsInAnyOrder("outside-hours", "over-limit"));
        propose(mentor.token(), booking, in(300, 10, 0)).statusCode(200).body("warnings", contains("beyond-window"));
        propose(mentor.token(), booking, in(4, 14, 0))
                .statusCode(200)
                .body("warnings", empty())
                .body("proposal.proposed_by", equalTo("mentor"))
                .header("ETag", equalTo("\"5\""));
        propose(mentor.token(), booking, in(-1, 10, 0)).statusCode(422).body("type", equalTo(NOT_OFFERED));
    }

    @Test
    void letsAMenteeProposeASlotAlone() {
        var mentor = MentorFixture.available();
        var booking = book(mentor, in(3, 10, 0));
        propose(mentee(linus), booking, in(3, 19, 0)).statusCode(422).body("type", equalTo(NOT_OFFERED));
        propose(mentee(linus), booking, in(3, 14, 0)).statusCode(200).body("warnings", empty());
    }

    @Test
    void letsNobodyMoveOneSessionOverAnother() {
        var mentor = MentorFixture.available();
        book(mentor, in(3, 19, 0).minusHours(3));
        var booking = book(mentor, in(4, 9, 0));
        move(mentor.token(), booking, in(3, 16, 30)).statusCode(409).body("type", equalTo(SLOT_TAKEN));
        as(mentor.token()).get("/api/v1/bookings/" + booking).then().body("version", equalTo(1));
    }

    @Test
    void letsAnAdminMoveAsTheMentorMay() {
        var mentor = MentorFixture.available();
        var booking = book(mentor, in(3, 10, 0));
        var admin = Tokens.of("Root", UUID.randomUUID()).roles("admin");
        move(admin, booking, in(3, 19, 0)).statusCode(200).body("warnings", contains("outside-hours"));
    }

    @Test
    void keepsTheNoticeOfChangesThatWasAgreedWhenASessionIsMoved() {
        var mentor = MentorFixture.available();
        var booking = book(mentor, in(6, 10, 0));
        mentor.wanting("\"change_notice_minutes\": 10080");
        move(mentee(linus), booking, in(5, 10, 0)).statusCode(200).body("change_notice_minutes", equalTo(0));
        move(mentee(linus), booking, in(4, 10, 0)).statusCode(200).body("warnings", not(contains("inside-notice")));
    }

    private String book(MentorFixture mentor, OffsetDateTime start) {
        return as(mentee(linus))
                .body(mentor.booking(start))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static ValidatableResponse move(Tokens mover, String booking, OffsetDateTime start) {
        return move(mover, booking, "reschedule", start);
    }

    private static ValidatableResponse propose(Tokens proposer, String booking, OffsetDateTime start) {
        return move(proposer, booking, "propose", start);
    }

    private static ValidatableResponse move(Tokens caller, String booking, String how, OffsetDateTime start) {
        return as(caller)
                .body("{\"start_time\": \"" + start + "\"}")
                .post("/api/v1/bookings/" + booking + "/" + how)
                .then();
    }

    private static String types(String name, int minutes, int buffer) {
        return """
                {"name": "%s", "duration_minutes": %d, "buffer_before_minutes": 0, "buffer_after_minutes": %d}
                """.formatted(name, minutes, buffer);
    }

    private static ValidatableResponse put(MentorFixture mentor, String types, int notice, int window) {
        var tag = as(mentor.token()).get("/api/v1/availability/settings").header("ETag");
        return as(mentor.token())
                .header("If-Match", tag)
                .body("""
                        {"time_zone": "Europe/Berlin", "slot_interval_minutes": 30, "minimum_notice_minutes": %d,
                         "booking_window_days": %d, "session_types": [%s]}
                        """.formatted(notice, window, types))
                .put("/api/v1/availability/settings")
                .then()
                .statusCode(200);
    }
}
