package org.mentoring.booking;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import io.restassured.response.ValidatableResponse;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.MentorFixture.in;

/** What mentors say of when they are available, and the slots that come of it. */
final class AvailabilityCalls {

    private AvailabilityCalls() {}

    static List<Instant> starts(MentorFixture mentor, int day) {
        return slots(mentor, in(day, 0, 0), in(day + 1, 0, 0), null)
                .extract()
                .<List<String>>path("items.start_time")
                .stream()
                .map(start -> OffsetDateTime.parse(start).toInstant())
                .toList();
    }

    static ValidatableResponse slots(MentorFixture mentor, OffsetDateTime from, OffsetDateTime to, String zone) {
        var request = given().queryParam("mentor_id", mentor.id())
                .queryParam("from", from.toInstant().toString())
                .queryParam("to", to.toInstant().toString());
        return (zone == null ? request : request.queryParam("time_zone", zone))
                .get("/api/v1/slots")
                .then();
    }

    static String book(MentorFixture mentor, OffsetDateTime start) {
        return as(Tokens.of("Linus", UUID.randomUUID()).roles("mentee"))
                .body(mentor.booking(start))
                .post("/api/v1/bookings")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    static String settings(String zone, int buffer) {
        return """
                {"time_zone": "%s", "slot_interval_minutes": 30, "minimum_notice_minutes": 60, "booking_window_days": 60,
                 "session_types": [{"name": "Mentoring session", "duration_minutes": 60,
                                    "buffer_before_minutes": %2$d, "buffer_after_minutes": %2$d}]}
                """.formatted(zone, buffer);
    }

    static String window(OffsetDateTime start, OffsetDateTime end, String status) {
        return """
                {"start_time": "%s", "end_time": "%s", "status": "%s"}
                """.formatted(start, end, status);
    }
}
