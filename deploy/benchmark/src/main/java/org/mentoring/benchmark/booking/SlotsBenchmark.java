package org.mentoring.benchmark.booking;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.vertx.core.Vertx;
import org.mentoring.benchmark.Measurements;
import org.mentoring.benchmark.ServiceParts;
import org.mentoring.benchmark.ServiceProcess;
import org.mentoring.kit.test.TestDatabase;

/**
 * {@code GET /slots} for thirty days at a steady hundred requests a second, against the same operation when it refuses
 * before it looks at anything, by turns.
 */
public final class SlotsBenchmark {

    private static final int MENTORS = 100;
    private static final int DAYS = 30;
    private static final int PER_SECOND = 100;
    private static final int WARM_UP_SECONDS = 30;
    private static final int SECONDS = 15;
    private static final int ROUNDS = 2;

    private SlotsBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (var parts = ServiceParts.start("booking");
                var service = ServiceProcess.start("booking-service", parts.settings())) {
            measure(parts.vertx(), service.port());
        }
    }

    private static void measure(Vertx vertx, int port) throws Exception {
        var today = LocalDate.now(ZoneOffset.UTC);
        var slots = seed(today).stream()
                .map(mentor -> "/api/v1/slots?mentor_id=%s&from=%s&to=%s&time_zone=Asia/Kolkata"
                        .formatted(mentor, today.plusDays(1), today.plusDays(1 + DAYS)))
                .toList();
        var refusals = List.of("/api/v1/slots");
        var load = new ConstantRateLoad(vertx, port);
        System.out.printf("Warming up for %d s.%n", WARM_UP_SECONDS);
        load.run(slots, 200, PER_SECOND, WARM_UP_SECONDS);
        load.run(refusals, 400, PER_SECOND, SECONDS / 2);
        for (var round = 1; round <= ROUNDS; round++) {
            print(round, "a refusal", load.run(refusals, 400, PER_SECOND, SECONDS));
            print(round, DAYS + " days of slots", load.run(slots, 200, PER_SECOND, SECONDS));
        }
    }

    static void print(int round, String what, Measurements millis) {
        System.out.printf("Round %d: %-18s %s%n", round, what, millis.inMillis());
    }

    /** Mentors with two weekly rules, and half of their time taken: by bookings, and in a calendar elsewhere. */
    static List<UUID> seed(LocalDate today) throws SQLException {
        var mentors = Stream.generate(UUID::randomUUID).limit(MENTORS).toList();
        var first = today.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            for (var mentor : mentors) {
                for (var sql : rows(mentor, first)) {
                    statement.addBatch(sql);
                }
            }
            statement.executeBatch();
        }
        return mentors;
    }

    private static List<String> rows(UUID mentor, Instant first) {
        return List.of(
                """
                INSERT INTO mentors (id, name, email, time_zone, locale, status)
                VALUES ('%1$s', 'Mentor', '%1$s@example.org', 'Europe/Berlin', 'de', 'approved')
                """.formatted(mentor),
                """
                INSERT INTO schedules (mentor_id, time_zone) VALUES ('%s', 'Europe/Berlin')
                """.formatted(mentor),
                """
                INSERT INTO mentor_availability (id, mentor_id, start_time, end_time, recurrence)
                SELECT uuidv7(), '%s', '2026-01-05T00:00:00Z'::timestamptz + b, '2026-01-05T00:00:00Z'::timestamptz + e,
                       '{"time_zone": "Europe/Berlin", "rrule": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "exdates": [], "rdates": []}'
                  FROM (VALUES (interval '8 hours', interval '11 hours'), (interval '12 hours', interval '17 hours')) r (b, e)
                """.formatted(mentor),
                """
                INSERT INTO bookings (id, mentor_id, mentor_name, mentor_email, user_id, user_email, date, "time", session_type,
                                      status, created_at, session_id, start_time, end_time, occupied, duration_minutes,
                                      mentor_time_zone, mentor_locale, user_name, user_time_zone, user_locale)
                SELECT uuidv7(), '%1$s', 'Mentor', 'm@example.org', gen_random_uuid(), 'u@example.org', '', '', '', 'confirmed',
                       now(), uuidv7(), t, t + interval '20 minutes', tstzrange(t, t + interval '30 minutes'), 20,
                       'Europe/Berlin', 'de', 'Mentee', 'UTC', 'en'
                  FROM generate_series('%2$s'::timestamptz, '%2$s'::timestamptz + interval '30 days', interval '7 hours') t
                """.formatted(mentor, first),
                """
                INSERT INTO external_busy (mentor_id, provider, busy)
                SELECT '%1$s', 'google', range_agg(tstzrange(t, t + interval '25 minutes'))
                  FROM generate_series('%2$s'::timestamptz, '%2$s'::timestamptz + interval '30 days', interval '7 hours 13 minutes') t
                """.formatted(mentor, first));
    }
}
