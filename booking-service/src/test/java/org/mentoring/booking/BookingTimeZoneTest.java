package org.mentoring.booking;

import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.MentorFixture.in;

/** In which zones the time of a booking is shown to its two sides. */
@QuarkusTest
@RealParts
class BookingTimeZoneTest {

    private final UUID linus = UUID.randomUUID();

    @Test
    void takesTheZoneThatABookingIsMadeWithWhereTheAccountHasNone() {
        var mentor = MentorFixture.available();
        book(mentor, 10, "\"Asia/Kolkata\"").statusCode(201).body("user_time_zone", equalTo("Asia/Kolkata"));
        book(mentor, 12, "null").statusCode(201).body("user_time_zone", equalTo("UTC"));
        book(mentor, 14, "\"Mars/Olympus\"").statusCode(422).body("errors.field", hasItem("time_zone"));
    }

    @Test
    void takesTheZoneOfTheAccountOnceSomebodyHasChosenIt() throws Exception {
        var mentor = MentorFixture.available();
        Accounts.tellOfZone(linus, 1, "null");
        await().atMost(2, MINUTES).until(() -> Accounts.isKnown(linus));
        book(mentor, 10, "\"Asia/Kolkata\"").statusCode(201).body("user_time_zone", equalTo("Asia/Kolkata"));
        Accounts.tellOfZone(linus, 2, "\"America/New_York\"");
        await().atMost(2, MINUTES).until(() -> Accounts.zone(linus).equals("America/New_York"));
        book(mentor, 12, "\"Asia/Kolkata\"").statusCode(201).body("user_time_zone", equalTo("America/New_York"));
    }

    @Test
    void takesTheZoneOfTheScheduleForAMentorWhoseAccountHasNone() throws Exception {
        var mentor = MentorFixture.available();
        Accounts.tellOfZone(mentor.id(), 1, "null");
        await().atMost(2, MINUTES).until(() -> Accounts.isKnown(mentor.id()));
        book(mentor, 10, "null")
                .statusCode(201)
                .body("mentor_time_zone", equalTo("Europe/Berlin"))
                .body("time", equalTo("10:00"));
    }

    @Test
    void takesTheZoneOfTheAccountForAMentorWhoseScheduleHasOneOfItsOwn() throws Exception {
        var mentor = MentorFixture.available();
        as(mentor.token())
                .header("If-Match", "\"1\"")
                .body("""
                        {"time_zone": "Europe/Berlin", "own_time_zone": true, "slot_interval_minutes": 30,
                         "minimum_notice_minutes": 60, "booking_window_days": 60,
                         "session_types": [{"name": "Mentoring session", "duration_minutes": 60, "buffer_before_minutes": 0,
                                            "buffer_after_minutes": 0}]}
                        """)
                .put("/api/v1/availability/settings")
                .then()
                .statusCode(200);
        Accounts.tellOfZone(mentor.id(), 1, "\"Europe/London\"");
        await().atMost(2, MINUTES).until(() -> Accounts.zone(mentor.id()).equals("Europe/London"));
        book(mentor, 10, "null")
                .statusCode(201)
                .body("mentor_time_zone", equalTo("Europe/London"))
                .body("time", equalTo("09:00"));
    }

    private ValidatableResponse book(MentorFixture mentor, int hour, String timeZone) {
        return as(mentee(linus))
                .body(mentor.booking(in(3, hour, 0))
                        .replace("\"session_type\"", "\"time_zone\": " + timeZone + ", \"session_type\""))
                .post("/api/v1/bookings")
                .then();
    }
}
