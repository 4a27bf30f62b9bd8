package org.mentoring.booking;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;
import static org.mentoring.booking.Calls.as;

/** A mentor in Berlin whom the mentor service tells of, and who is available every day from 9 to 17. */
record MentorFixture(UUID id) {

    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    static final String SESSION_TYPE = "Mentoring session";

    /** Approved and known here, with settings as they are in the beginning and no rules. */
    static MentorFixture known() {
        var mentor = new MentorFixture(UUID.randomUUID());
        mentor.tell("approved", 1);
        await().atMost(2, MINUTES)
                .untilAsserted(() -> as(mentor.token())
                        .get("/api/v1/availability/settings")
                        .then()
                        .statusCode(200));
        return mentor;
    }

    /** Known, and available every day from 9 to 17. */
    static MentorFixture available() {
        var mentor = known();
        as(mentor.token())
                .body(mentor.workday())
                .post("/api/v1/availability/rules")
                .then()
                .statusCode(201);
        return mentor;
    }

    /** The same mentor, who has added this to the settings: further members of the JSON object. */
    MentorFixture wanting(String terms) {
        var tag = as(token()).get("/api/v1/availability/settings").header("ETag");
        as(token())
                .header("If-Match", tag)
                .body("""
                        {"time_zone": "Europe/Berlin", "slot_interval_minutes": 30, "minimum_notice_minutes": 60,
                         "booking_window_days": 60, %s,
                         "session_types": [{"name": "%s", "duration_minutes": 60, "buffer_before_minutes": 0,
                                            "buffer_after_minutes": 0}]}
                        """.formatted(terms, SESSION_TYPE))
                .put("/api/v1/availability/settings")
                .then()
                .statusCode(200);
        return this;
    }

    /** Word from the mentor service. */
    void tell(String what, long version) {
        tell(what, version, "");
    }

    /** Word from the mentor service, with further members of the JSON object. */
    void tell(String what, long version, String further) {
        tell(what, version, "Europe/Berlin", further);
    }

    /** Word that the mentor has chosen this zone in the profile. */
    void tellOfProfile(String zone, long version) {
        tell("updated", version, zone, "");
    }

    /** The placeholder for the address of an account that has none. */
    String placeholder() {
        return id + "@unverified.invalid";
    }

    /** Word that the account has lost its address, and that the mentor has this name. */
    void tellOfLostAddress(String name, long version) {
        publish("updated", version, name, placeholder(), "Europe/Berlin", "");
    }

    private void tell(String what, long version, String zone, String further) {
        publish(what, version, "Ada Lovelace", "ada-" + id + "@example.org", zone, further);
    }

    private void publish(String what, long version, String name, String email, String zone, String further) {
        TestTopics.publish(
                "mentoring.mentors",
                UUID.randomUUID().toString(),
                "/mentoring/mentor-service",
                "org.mentoring.mentor." + what + ".v1",
                id,
                version,
                """
                {"mentor_id": "%1$s", "user_id": "%1$s", "name": "%6$s", "email": "%7$s",
                 "status": "%2$s", "time_zone": "%4$s", "locale": "en", "bio": null, "expertise": [], "version": %3$d%5$s}
                """.formatted(id, what.equals("updated") ? "approved" : what, version, zone, further, name, email));
    }

    Tokens token() {
        return Tokens.of("Ada Lovelace", id).roles("mentor");
    }

    String workday() {
        return """
                {"start_time": "%s", "end_time": "%s",
                 "recurrence": {"time_zone": "Europe/Berlin", "rrule": "FREQ=DAILY", "exdates": [], "rdates": []}}
                """.formatted(
                        LocalDate.of(2026, 1, 1).atTime(9, 0).atZone(ZONE).toOffsetDateTime(),
                        LocalDate.of(2026, 1, 1).atTime(17, 0).atZone(ZONE).toOffsetDateTime());
    }

    /** A time on the mentor's clock so many days from today. */
    static OffsetDateTime in(int days, int hour, int minute) {
        return ZonedDateTime.now(ZONE)
                .truncatedTo(ChronoUnit.DAYS)
                .plusDays(days)
                .with(LocalTime.of(hour, minute))
                .toOffsetDateTime();
    }

    /** The body of a request to book this mentor. */
    String booking(OffsetDateTime start) {
        return """
                {"mentor_id": "%s", "start_time": "%s", "session_type": "%s"}
                """.formatted(id, start, SESSION_TYPE);
    }
}
