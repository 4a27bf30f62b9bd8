package org.mentoring.benchmark.mail;

import java.util.UUID;

import org.mentoring.kit.test.TestTopics;

/** A booking that nothing else knows of. */
record Booked(UUID id) {

    static Booked any() {
        return new Booked(UUID.randomUUID());
    }

    String mentee() {
        return "linus-" + id + "@example.org";
    }

    String mentor() {
        return "ada-" + id + "@example.org";
    }

    void tell() {
        tell(UUID.randomUUID());
    }

    void tell(UUID event) {
        TestTopics.publish(
                "mentoring.bookings",
                event.toString(),
                "/mentoring/booking-service",
                "org.mentoring.booking.confirmed.v1",
                id,
                1,
                """
                {"id": "%s", "mentor_id": "%s", "mentor_name": "Ada", "mentor_email": "%s", "mentor_time_zone": "UTC",
                 "mentor_locale": "en", "user_id": "%s", "user_name": "Linus", "user_email": "%s", "user_time_zone": "UTC",
                 "user_locale": "en", "start_time": "2029-03-15T14:00:00Z", "end_time": "2029-03-15T15:00:00Z",
                 "session_type": "Talk", "status": "confirmed", "sequence": 0}
                """.formatted(id, UUID.randomUUID(), mentor(), UUID.randomUUID(), mentee()));
    }
}
