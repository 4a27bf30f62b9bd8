package org.mentoring.booking;

import java.time.OffsetDateTime;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.MentorFixture.in;
import static org.mentoring.kit.test.TestTopics.events;

/** What admins do to bookings of others. */
@QuarkusTest
@RealParts
class AdminTest {

    private static final String REASON = "{\"reason\": \"The mentor is in hospital\"}";

    private final UUID linus = UUID.randomUUID();
    private final Tokens admin = Tokens.of("Root", UUID.randomUUID()).roles("admin");

    @Test
    void cancelAnyBooking() throws Exception {
        var mentor = MentorFixture.available();
        var booked = book(linus, mentor, in(3, 10, 0)).extract();
        var id = booked.<String>path("id");
        as(admin)
                .body(REASON)
                .post("/api/v1/bookings/" + id + "/cancel")
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"))
                .body("cancelled_by", equalTo("admin"))
                .body("reason", equalTo("The mentor is in hospital"));
        as(mentee(linus)).get("/api/v1/bookings/" + id).then().body("cancelled_by", equalTo("admin"));
        as(mentee(linus))
                .get("/api/v1/sessions/" + booked.path("session_id"))
                .then()
                .body("status", equalTo("cancelled"));
        assertThat(events("mentoring.bookings", UUID.fromString(id), 2))
                .extracting(event -> TestTopics.header(event, "ce_type"))
                .containsExactly("org.mentoring.booking.confirmed.v1", "org.mentoring.booking.cancelled.v1");
        book(UUID.randomUUID(), mentor, in(3, 10, 0)).statusCode(201);
        as(admin).post("/api/v1/bookings/" + id + "/cancel").then().statusCode(409);
        as(admin)
                .post("/api/v1/bookings/" + UUID.randomUUID() + "/cancel")
                .then()
                .statusCode(404);
    }

    @Test
    void cancelWithoutRegardToTheNoticeThatTheMentorAsksFor() {
        var mentor = MentorFixture.available().wanting("\"change_notice_minutes\": 14400");
        var id = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        as(mentee(linus)).post("/api/v1/bookings/" + id + "/cancel").then().statusCode(409);
        as(admin).post("/api/v1/bookings/" + id + "/cancel").then().statusCode(200);
    }

    @Test
    void declineAnyRequestButAcceptNone() throws Exception {
        var mentor = MentorFixture.available().wanting("\"approval_required\": true");
        var id = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        as(admin).post("/api/v1/bookings/" + id + "/accept").then().statusCode(403);
        as(Tokens.of("Root", UUID.randomUUID()).roles("admin", "mentor"))
                .post("/api/v1/bookings/" + id + "/accept")
                .then()
                .statusCode(403);
        as(admin)
                .body(REASON)
                .post("/api/v1/bookings/" + id + "/decline")
                .then()
                .statusCode(200)
                .body("status", equalTo("declined"))
                .body("cancelled_by", equalTo("admin"))
                .body("reason", equalTo("The mentor is in hospital"));
        events("mentoring.bookings", UUID.fromString(id), 2);

        var other = book(linus, mentor, in(3, 12, 0)).extract().<String>path("id");
        as(admin)
                .post("/api/v1/bookings/" + other + "/cancel")
                .then()
                .statusCode(200)
                .body("cancelled_by", equalTo("admin"));
    }

    @Test
    void moveAnyBooking() throws Exception {
        var mentor = MentorFixture.available();
        var id = book(linus, mentor, in(3, 10, 0)).extract().<String>path("id");
        mentor.wanting("\"approval_required\": true, \"change_notice_minutes\": 14400");
        as(admin)
                .body("{\"start_time\": \"" + in(4, 11, 0) + "\"}")
                .post("/api/v1/bookings/" + id + "/reschedule")
                .then()
                .statusCode(200)
                .body("status", equalTo("confirmed"))
                .body("sequence", equalTo(1))
                .body("cancelled_by", nullValue());
        assertThat(OffsetDateTime.parse(as(mentee(linus))
                        .get("/api/v1/bookings/" + id)
                        .then()
                        .extract()
                        .path("start_time")))
                .isEqualTo(in(4, 11, 0));
        events("mentoring.bookings", UUID.fromString(id), 2);
    }

    @Test
    void actAsTheSideThatTheyAreThemselves() {
        var both = UUID.randomUUID();
        var id = book(both, MentorFixture.available(), in(3, 10, 0)).extract().<String>path("id");
        as(Tokens.of("Root", both).roles("admin", "mentee"))
                .post("/api/v1/bookings/" + id + "/cancel")
                .then()
                .statusCode(200)
                .body("cancelled_by", equalTo("mentee"));
    }
}
