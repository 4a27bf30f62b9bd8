package org.mentoring.booking;

import java.sql.Connection;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mentoring.booking.MentorFixture.ZONE;

/** The time that mentors offered, as it is published. */
@QuarkusTest
@RealParts
class OfferedDaysTest {

    private final LocalDate yesterday = LocalDate.now(ZONE).minusDays(1);

    @Test
    void publishesOnceWhatWasOfferedAndBookedOnADayThatIsOver() throws Exception {
        var mentor = mentor(null);

        var event = TestTopics.events("mentoring.availability", mentor, 1).getFirst();

        assertThat(TestTopics.header(event, "ce_type")).isEqualTo("org.mentoring.availability.offered.v1");
        var data = new ObjectMapper().readTree(event.value());
        assertThat(data.get("time_zone").asText()).isEqualTo("Europe/Berlin");
        assertThat(data.get("days")).hasSize(1);
        var day = data.get("days").get(0);
        assertThat(day.get("date").asText()).isEqualTo(yesterday.toString());
        // From 9 to 17 without the hour that is blocked, and the evening window; one hour was booked and one cancelled.
        assertThat(day.get("offered_minutes").asInt()).isEqualTo(7 * 60 + 30);
        assertThat(day.get("booked_minutes").asInt()).isEqualTo(60);

        // Whoever comes later has been looked at several times by now.
        TestTopics.events("mentoring.availability", mentor(null), 1);
        assertThat(TestTopics.events("mentoring.availability", mentor, 1)).hasSize(1);
    }

    @Test
    void countsNoTimeThatACalendarTookBeforeItsLastEvent() throws Exception {
        var id = UUID.randomUUID();
        tellBusy(id, 1, yesterday, """
                {"start_time": "%s", "end_time": "%s"}""".formatted(at(yesterday, 12, 0), at(yesterday, 13, 0)));
        tellBusy(id, 2, yesterday.plusDays(1), "");
        try (var database = TestDatabase.asSuperuser()) {
            await().atMost(2, MINUTES)
                    .until(() -> TestDatabase.count(
                                    database,
                                    "SELECT count(*) FROM external_busy WHERE mentor_id = ? AND version = 2",
                                    id)
                            == 1);
        }

        mentor(id, null);

        var days = new ObjectMapper()
                .readTree(TestTopics.events("mentoring.availability", id, 1)
                        .getFirst()
                        .value())
                .get("days");
        assertThat(days.get(0).get("offered_minutes").asInt()).isEqualTo(6 * 60 + 30);
    }

    private static void tellBusy(UUID mentor, long version, LocalDate from, String busy) {
        TestTopics.publish(
                "mentoring.calendars",
                UUID.randomUUID().toString(),
                "/mentoring/mentor-service",
                "org.mentoring.calendar.busy-changed.v1",
                mentor,
                version,
                """
                {"mentor_id": "%s", "provider": "google", "from": "%s", "to": "%s", "busy": [%s], "version": %d}
                """.formatted(mentor, at(from, 0, 0), at(from.plusDays(60), 0, 0), busy, version));
    }

    @Test
    void makesUpForDaysOnWhichItWasAway() throws Exception {
        var mentor = mentor(yesterday.minusDays(3));

        var events = TestTopics.events("mentoring.availability", mentor, 3);

        assertThat(events)
                .extracting(event -> Long.valueOf(TestTopics.header(event, "ce_aggregateversion")))
                .containsExactly(
                        yesterday.minusDays(2).toEpochDay(),
                        yesterday.minusDays(1).toEpochDay(),
                        yesterday.toEpochDay());
        var days = new ObjectMapper().readTree(events.getLast().value()).get("days");
        assertThat(days).hasSize(4);
        assertThat(days.get(0).get("offered_minutes").asInt()).isEqualTo(5);
        assertThat(days.get(2).get("offered_minutes").asInt()).isEqualTo(8 * 60);
    }

    /**
     * Known all at once, with what they offered yesterday.
     *
     * @param published the last day that was published before; null for none
     */
    private UUID mentor(LocalDate published) throws Exception {
        return mentor(UUID.randomUUID(), published);
    }

    private UUID mentor(UUID id, LocalDate published) throws Exception {
        try (var database = TestDatabase.asSuperuser()) {
            database.setAutoCommit(false);
            run(
                    database,
                    "INSERT INTO mentors VALUES (?, 'Ada', 'ada@example.org', 'Europe/Berlin', 'en', 'approved')",
                    id);
            run(database, "INSERT INTO schedules (mentor_id, time_zone) VALUES (?, 'Europe/Berlin')", id);
            run(database, """
                    INSERT INTO mentor_availability (id, mentor_id, start_time, end_time, recurrence)
                    VALUES (uuidv7(), ?, ?, ?, '{"time_zone": "Europe/Berlin", "rrule": "FREQ=DAILY", "exdates": [], "rdates": []}')
                    """, id, at(yesterday.minusDays(30), 9, 0), at(yesterday.minusDays(30), 17, 0));
            window(database, id, "blocked", at(yesterday, 9, 0), at(yesterday, 10, 0));
            window(database, id, "available", at(yesterday, 20, 0), at(yesterday, 20, 30));
            booking(database, id, "confirmed", at(yesterday, 10, 0));
            booking(database, id, "cancelled", at(yesterday, 12, 0));
            if (published != null) {
                run(database, "INSERT INTO offered_days VALUES (?, ?, 5, 0)", id, published);
            }
            database.commit();
        }
        return id;
    }

    private static void window(
            Connection database, UUID mentor, String status, OffsetDateTime start, OffsetDateTime end)
            throws Exception {
        run(database, """
                INSERT INTO availability (id, mentor_id, start_time, end_time, status, created_at)
                VALUES (uuidv7(), ?, ?, ?, ?, now())
                """, mentor, start, end, status);
    }

    private static void booking(Connection database, UUID mentor, String status, OffsetDateTime start)
            throws Exception {
        run(database, """
                INSERT INTO bookings (id, mentor_id, mentor_name, mentor_email, user_id, user_email, date, time, session_type,
                                      status, created_at, session_id, start_time, end_time, occupied, duration_minutes,
                                      mentor_time_zone, mentor_locale, user_name, user_time_zone, user_locale)
                VALUES (uuidv7(), ?, 'Ada', 'ada@example.org', uuidv7()::text, 'x@example.org', '', '', 'Talk', ?, now(),
                        uuidv7(), ?, ?, tstzrange(?, ?), 60, 'Europe/Berlin', 'en', 'Linus', 'UTC', 'en')
                """, mentor.toString(), status, start, start.plusHours(1), start, start.plusHours(1));
    }

    private static OffsetDateTime at(LocalDate day, int hour, int minute) {
        return day.atTime(LocalTime.of(hour, minute)).atZone(ZONE).toOffsetDateTime();
    }

    private static void run(Connection database, String sql, Object... values) throws Exception {
        try (var statement = database.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
