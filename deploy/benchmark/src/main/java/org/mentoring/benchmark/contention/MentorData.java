package org.mentoring.benchmark.contention;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.mentoring.kit.test.TestDatabase;

/** Prepares the mentors, as the events of the mentor service and the mentors' own requests would. */
final class MentorData {

    private static final int DAYS_AHEAD = 3;

    private MentorData() {}

    /** Inserts the mentors of the workload, and asks the service for their slots on one day. */
    static void set(Workload workload, int port) throws SQLException, IOException, InterruptedException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            for (var terms : workload.terms().values()) {
                for (var sql : rows(terms)) {
                    statement.addBatch(sql);
                }
            }
            statement.executeBatch();
        }
        try (var client = HttpClient.newHttpClient()) {
            for (var mentor : workload.terms().keySet()) {
                workload.offer(mentor, slots(client, mentor, port));
            }
        }
    }

    private static List<String> rows(Terms terms) {
        return List.of(
                """
                INSERT INTO mentors (id, name, email, time_zone, locale, status)
                VALUES ('%1$s', 'Mentor', '%1$s@example.org', '%2$s', 'en', 'approved')
                """.formatted(terms.mentor(), terms.zone()),
                """
                INSERT INTO schedules (mentor_id, time_zone, session_types, slot_interval_minutes,
                                       minimum_notice_minutes, booking_window_days)
                VALUES ('%s', '%s', '[{"name": "%s", "duration_minutes": 15, "buffer_before_minutes": %d,
                                       "buffer_after_minutes": %d}]', 15, 0, 60)
                """.formatted(
                                terms.mentor(),
                                terms.zone(),
                                Workload.SESSION_TYPE,
                                terms.bufferBefore().toMinutes(),
                                terms.bufferAfter().toMinutes()),
                """
                INSERT INTO booking_terms (mentor_id, approval_required, most_per_day, most_standing_per_mentee,
                                           most_changes_per_mentee_and_day, most_moves_per_booking)
                VALUES ('%s', %s, %s, %d, 1000, %d)
                """.formatted(
                        terms.mentor(), terms.approval(), terms.mostPerDay(), terms.mostStanding(), terms.mostMoves()),
                """
                INSERT INTO mentor_availability (id, mentor_id, start_time, end_time, recurrence)
                VALUES (uuidv7(), '%1$s', timestamp '2026-01-01 00:00' AT TIME ZONE '%2$s',
                        timestamp '2026-01-02 00:00' AT TIME ZONE '%2$s',
                        '{"time_zone": "%2$s", "rrule": "FREQ=DAILY", "exdates": [], "rdates": []}')
                """.formatted(terms.mentor(), terms.zone()));
    }

    private static List<Instant> slots(HttpClient client, UUID mentor, int port)
            throws IOException, InterruptedException {
        var from = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(DAYS_AHEAD, ChronoUnit.DAYS);
        var uri = URI.create("http://localhost:%d/api/v1/slots?mentor_id=%s&from=%s&to=%s&time_zone=UTC"
                .formatted(port, mentor, from, from.plus(1, ChronoUnit.DAYS)));
        var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        var starts = new JsonObject(answer.body())
                .getJsonArray("items").stream()
                        .map(slot -> Instant.parse(((JsonObject) slot).getString("start_time")))
                        .toList();
        if (starts.isEmpty()) {
            throw new IllegalStateException("No slots: " + answer.body());
        }
        return starts;
    }
}
