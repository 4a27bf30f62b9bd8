package org.mentoring.notification;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.UUID;

import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static java.time.DayOfWeek.MONDAY;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;

/** A mentor of whom the other services tell, and whose last week is over. */
final class ReportStory {

    final UUID mentor = UUID.randomUUID();
    final String email = "ada-" + mentor + "@example.org";
    final String name;
    final ZoneId zone = ZoneId.of("Asia/Kolkata");
    final LocalDate monday = LocalDate.now(zone)
            .with(TemporalAdjusters.previousOrSame(MONDAY))
            .minusWeeks(isBeforeEightOnMonday() ? 2 : 1);

    private final String locale;

    ReportStory(String locale) {
        this(locale, "Ada Lovelace");
    }

    ReportStory(String locale, String name) {
        this.locale = locale;
        this.name = name;
    }

    /** A time on the mentor's clock, so many days after the Monday of the week that is over. */
    Instant at(int day, int hour) {
        return monday.plusDays(day).atTime(hour, 0).atZone(zone).toInstant();
    }

    UUID session(String what, String status, Instant start, String mentee) {
        var id = UUID.randomUUID();
        TestTopics.publish(
                "mentoring.sessions",
                UUID.randomUUID().toString(),
                "/mentoring/booking-service",
                "org.mentoring.session." + what + ".v1",
                id,
                1,
                """
                {"session_id": "%s", "booking_id": "%s", "mentor_id": "%s", "mentor_name": "%s", "mentee_id": "%s",
                 "mentee_name": %s, "status": "%s", "start_time": "%s", "end_time": "%s", "version": 2}
                """.formatted(
                                id,
                                UUID.randomUUID(),
                                mentor,
                                name,
                                UUID.randomUUID(),
                                quoted(mentee),
                                status,
                                start,
                                start.plusSeconds(5400)));
        return id;
    }

    void booked(Instant start, String with, String type) {
        var id = UUID.randomUUID();
        TestTopics.publish(
                "mentoring.bookings",
                UUID.randomUUID().toString(),
                "/mentoring/booking-service",
                "org.mentoring.booking.confirmed.v1",
                id,
                1,
                """
                {"id": "%s", "session_id": "%s", "mentor_id": "%s", "mentor_name": "%s", "mentor_email": "%s",
                 "mentor_time_zone": "%s", "mentor_locale": "en", "user_id": "%s", "user_name": %s,
                 "user_email": "linus-%s@example.org", "user_time_zone": "UTC", "user_locale": "en", "start_time": "%s",
                 "end_time": "%s", "session_type": %s, "meeting_url": null, "status": "confirmed", "note": null,
                 "sequence": 0, "version": 1}
                """.formatted(
                                id,
                                UUID.randomUUID(),
                                mentor,
                                name,
                                email,
                                zone,
                                UUID.randomUUID(),
                                quoted(with),
                                id,
                                start,
                                start.plusSeconds(3600),
                                quoted(type)));
    }

    UUID review(String what, UUID review, long version, int rating, String feedback) {
        TestTopics.publish(
                "mentoring.reviews",
                UUID.randomUUID().toString(),
                "/mentoring/review-service",
                "org.mentoring.review." + what + ".v1",
                review,
                version,
                """
                {"review_id": "%s", "mentor_id": "%s", "mentee_id": "%s", "session_id": "%s", "rating": %d,
                 "feedback": %s, "mentee_display_name": "Linus T.", "reply": null, "version": %d}
                """.formatted(review, mentor, UUID.randomUUID(), UUID.randomUUID(), rating, quoted(feedback), version));
        return review;
    }

    void rating(String mean, int count) {
        TestTopics.publish(
                "mentoring.reviews",
                UUID.randomUUID().toString(),
                "/mentoring/review-service",
                "org.mentoring.rating.changed.v1",
                mentor,
                1,
                "{\"mentor_id\": \"%s\", \"mean\": %s, \"count\": %d, \"version\": 1}".formatted(mentor, mean, count));
    }

    void offered(LocalDate day, int offered, int booked) {
        TestTopics.publish(
                "mentoring.availability",
                UUID.randomUUID().toString(),
                "/mentoring/booking-service",
                "org.mentoring.availability.offered.v1",
                mentor,
                day.toEpochDay(),
                """
                {"mentor_id": "%s", "time_zone": "UTC", "days": [{"date": "%s", "offered_minutes": %d, "booked_minutes": %d}]}
                """.formatted(mentor, day, offered, booked));
    }

    void approved(String expertise) {
        TestTopics.publish(
                "mentoring.mentors",
                UUID.randomUUID().toString(),
                "/mentoring/mentor-service",
                "org.mentoring.mentor.approved.v1",
                mentor,
                1,
                """
                {"mentor_id": "%1$s", "user_id": "%1$s", "name": %2$s, "email": "%3$s", "status": "approved",
                 "time_zone": "%4$s", "locale": "%5$s", "bio": null, "expertise": ["%6$s"], "version": 1}
                """.formatted(mentor, quoted(name), email, zone, locale, expertise));
        awaitCopies("SELECT count(*) FROM report_mentors WHERE mentor_id = ?", 1);
    }

    /** Waits until so many rows are counted that the mentor's id selects. */
    void awaitCopies(String sql, long count) {
        await().atMost(2, MINUTES).until(() -> {
            try (var database = TestDatabase.asSuperuser()) {
                return TestDatabase.count(database, sql, mentor) == count;
            }
        });
    }

    /** Has the mentor, and the reviews so far, be there since long ago, so that the report of last week is due. */
    void beginLongAgo() throws Exception {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("UPDATE report_reviews SET published_at = '%s' WHERE mentor_id = '%s'"
                    .formatted(at(2, 12), mentor));
            statement.execute("UPDATE report_start SET since = '-infinity'");
            statement.execute(
                    "UPDATE report_mentors SET approved_at = '2020-01-01' WHERE mentor_id = '" + mentor + "'");
        }
    }

    String token() {
        return Tokens.of(name, mentor).roles("mentor").build();
    }

    private boolean isBeforeEightOnMonday() {
        var now = ZonedDateTime.now(zone);
        return now.getDayOfWeek() == MONDAY && now.getHour() < 8;
    }

    private static String quoted(String text) {
        return text == null
                ? "null"
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
