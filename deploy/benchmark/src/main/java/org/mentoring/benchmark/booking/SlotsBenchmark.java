package org.mentoring.benchmark.booking;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.vertx.core.Vertx;
import org.mentoring.benchmark.Measurements;
import org.mentoring.benchmark.ServiceParts;
import org.mentoring.benchmark.ServiceProcess;
import org.mentoring.benchmark.load.AlternatingLoads;
import org.mentoring.benchmark.load.AlternatingLoads.Part;
import org.mentoring.benchmark.load.ConstantRateLoad;
import org.mentoring.benchmark.load.GetLoad;
import org.mentoring.kit.test.TestDatabase;

/**
 * {@code GET /slots} for thirty days, against the same operation when it refuses before it reads anything, alternately: the latency
 * at a constant rate, then the processor time of the service for a request under full load, also of one that is answered 304.
 */
public final class SlotsBenchmark {

    private static final int MENTORS = 100;
    private static final int DAYS = 30;
    private static final int PER_SECOND = 300;
    private static final int WARM_UP_SECONDS = 30;
    private static final int SECONDS = 15;
    private static final int ROUNDS = 5;

    private static final List<String> REFUSALS = List.of("/api/v1/slots");

    private SlotsBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (var parts = ServiceParts.start("booking");
                var service = ServiceProcess.start("booking-service", parts.settings())) {
            var today = LocalDate.now(ZoneOffset.UTC);
            var slots = paths(today);
            measureLatency(parts.vertx(), service.port(), slots);
            measureProcessorTime(parts.vertx(), service, slots);
        }
    }

    private static List<String> paths(LocalDate today) throws SQLException {
        return seed(today).stream()
                .map(mentor -> "/api/v1/slots?mentor_id=%s&from=%s&to=%s&time_zone=Asia/Kolkata"
                        .formatted(mentor, today.plusDays(1), today.plusDays(1 + DAYS)))
                .toList();
    }

    private static void measureLatency(Vertx vertx, int port, List<String> slots) throws InterruptedException {
        var load = new ConstantRateLoad(vertx, port);
        System.out.printf("Warming up for %d s.%n", WARM_UP_SECONDS);
        load.run(slots, 200, PER_SECOND, WARM_UP_SECONDS);
        load.run(REFUSALS, 400, PER_SECOND, SECONDS / 2);
        for (var round = 1; round <= ROUNDS; round++) {
            print(round, "a refusal", load.run(REFUSALS, 400, PER_SECOND, SECONDS));
            print(round, DAYS + " days of slots", load.run(slots, 200, PER_SECOND, SECONDS));
        }
    }

    private static void measureProcessorTime(Vertx vertx, ServiceProcess service, List<String> slots) throws Exception {
        var tags = tags(service.port(), slots);
        AlternatingLoads.measure(List.of(
                new Part("a refusal", new GetLoad(vertx, service.port(), REFUSALS, Map.of(), 400), service),
                new Part("30 days of slots", new GetLoad(vertx, service.port(), slots, Map.of(), 200), service),
                new Part("not modified", new GetLoad(vertx, service.port(), slots, tags, 304), service)));
    }

    /** The header by which each path is asked for only if it has changed. */
    private static Map<String, Map<String, String>> tags(int port, List<String> paths) throws Exception {
        var tags = new HashMap<String, Map<String, String>>();
        try (var client = HttpClient.newHttpClient()) {
            for (var path : paths) {
                var answer = client.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .build(),
                        BodyHandlers.discarding());
                tags.put(
                        path,
                        Map.of(
                                "If-None-Match",
                                answer.headers().firstValue("ETag").orElseThrow()));
            }
        }
        return tags;
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
