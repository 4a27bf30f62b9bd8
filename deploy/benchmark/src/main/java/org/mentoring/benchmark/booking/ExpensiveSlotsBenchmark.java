package org.mentoring.benchmark.booking;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.vertx.core.Vertx;
import org.mentoring.benchmark.Measurements;
import org.mentoring.benchmark.ServiceParts;
import org.mentoring.benchmark.ServiceProcess;
import org.mentoring.benchmark.load.ConstantRateLoad;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

/**
 * What others wait while a stranger asks fifty times a second for the slots of the most expensive schedule that the API saves: slots every
 * five minutes around the clock for 62 days, a thousand windows in which nothing may take place, and rules that are expensive to expand
 * until no more are taken. Each round measures the others with and without it.
 */
public final class ExpensiveSlotsBenchmark {

    private static final int DAYS = 14;
    private static final int OTHERS_PER_SECOND = 100;
    private static final int EXPENSIVE_PER_SECOND = 50;
    private static final int WARM_UP_SECONDS = 30;
    private static final int SECONDS = 15;
    private static final int ROUNDS = 3;
    private static final int WINDOWS = 1_000;
    private static final String EXPENSIVE =
            "FREQ=DAILY;COUNT=999999999;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYDAY=SU,MO,TU,WE,TH,FR,SA";
    private static final String PLAIN = "FREQ=DAILY";

    private ExpensiveSlotsBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (var parts = ServiceParts.start("booking");
                var service = ServiceProcess.start("booking-service", parts.settings())) {
            measure(parts.vertx(), service.port());
        }
    }

    private static void measure(Vertx vertx, int port) throws Exception {
        var today = LocalDate.now(ZoneOffset.UTC);
        var usual = SlotsBenchmark.seed(today).stream()
                .map(mentor -> "/api/v1/slots?mentor_id=%s&from=%s&to=%s"
                        .formatted(mentor, today.plusDays(1), today.plusDays(1 + DAYS)))
                .toList();
        var from = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        var expensive =
                List.of("/api/v1/slots?mentor_id=%s&from=%s&to=%s".formatted(save(port), from, from.plusDays(61)));
        var others = new ConstantRateLoad(vertx, port);
        var stranger = new ConstantRateLoad(vertx, port);
        System.out.printf("Warming up for %d s.%n", WARM_UP_SECONDS);
        others.run(usual, 200, OTHERS_PER_SECOND, WARM_UP_SECONDS / 2);
        stranger.run(expensive, 200, EXPENSIVE_PER_SECOND, WARM_UP_SECONDS / 2);
        for (var round = 1; round <= ROUNDS; round++) {
            var alone = others.run(usual, 200, OTHERS_PER_SECOND, SECONDS);
            var attack = CompletableFuture.supplyAsync(() -> run(stranger, expensive));
            var beside = others.run(usual, 200, OTHERS_PER_SECOND, SECONDS);
            SlotsBenchmark.print(round, "others alone", alone);
            SlotsBenchmark.print(round, "others beside", beside);
            SlotsBenchmark.print(round, "the expensive ones", attack.join());
            System.out.printf(
                    "Round %d: p99 of others grows by %.2f ms%n", round, beside.percentile(99) - alone.percentile(99));
        }
    }

    private static Measurements run(ConstantRateLoad load, List<String> paths) {
        try {
            return load.run(paths, 200, EXPENSIVE_PER_SECOND, SECONDS);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    /** A mentor whose schedule was saved through the API as far as the API takes it. */
    private static UUID save(int port) throws Exception {
        var mentor = UUID.randomUUID();
        insertMentor(mentor);
        try (var client = HttpClient.newHttpClient()) {
            var api = new Api(client, "http://localhost:" + port + "/api/v1/availability/", token(mentor));
            api.send("PUT", "settings", 200, """
                    {"time_zone": "Europe/Berlin", "slot_interval_minutes": 5, "minimum_notice_minutes": 0,
                     "booking_window_days": 365, "session_types": [{"name": "Chat", "duration_minutes": 5,
                     "buffer_before_minutes": 0, "buffer_after_minutes": 0}]}
                    """);
            var expensive = 0;
            while (api.send("POST", "rules", 0, rule(expensive, EXPENSIVE)) == 201) {
                expensive++;
            }
            var plain = 0;
            while (expensive + plain < 100 && api.send("POST", "rules", 0, rule(expensive + plain, PLAIN)) == 201) {
                plain++;
            }
            System.out.printf("Saved %d expensive rules and %d plain ones%n", expensive, plain);
            var start = OffsetDateTime.now(ZoneOffset.UTC).plusDays(1).truncatedTo(ChronoUnit.HOURS);
            for (var i = 0; i < WINDOWS; i++) {
                api.send("POST", "windows", 201, """
                        {"start_time": "%s", "end_time": "%s", "status": "blocked"}
                        """.formatted(
                                start.plusMinutes(60L * i), start.plusMinutes(60L * i + 5)));
            }
        }
        return mentor;
    }

    /** Windows of a week each, so that they cover the clock. */
    private static String rule(int number, String rrule) {
        var first = LocalDate.of(2000, 1, 1).plusDays(number % 20);
        return """
                {"start_time": "%sT00:00:00Z", "end_time": "%sT00:00:00Z", "recurrence": {"rrule": "%s"}}
                """.formatted(first, first.plusDays(7), rrule);
    }

    private static String token(UUID mentor) {
        return Tokens.of("Mentor", mentor).roles("mentor").build();
    }

    private record Api(HttpClient client, String base, String token) {

        /** @param expected status; 0 for any */
        int send(String method, String path, int expected, String body) throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(URI.create(base + path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .header("If-Match", "\"1\"")
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            var response = client.send(request, BodyHandlers.ofString());
            if (expected != 0 && response.statusCode() != expected) {
                throw new IllegalStateException(path + " answered " + response.statusCode() + " " + response.body());
            }
            return response.statusCode();
        }
    }

    private static void insertMentor(UUID mentor) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.executeUpdate("""
                    INSERT INTO mentors (id, name, email, time_zone, locale, status)
                    VALUES ('%1$s', 'Mentor', '%1$s@example.org', 'Europe/Berlin', 'de', 'approved')
                    """.formatted(mentor));
            statement.executeUpdate(
                    "INSERT INTO schedules (mentor_id, time_zone) VALUES ('%s', 'Europe/Berlin')".formatted(mentor));
        }
    }
}
