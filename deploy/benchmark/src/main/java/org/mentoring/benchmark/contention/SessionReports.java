package org.mentoring.benchmark.contention;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.vertx.core.json.JsonObject;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

/** Sends contradicting reports of both sides and of admins about sessions that have begun, while the sessions end. */
final class SessionReports {

    private static final int PEOPLE = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final List<String> KINDS = List.of("complete", "no-show", "no-show", "no-show", "contest", "decide");
    private static final String[] DECISIONS = {
        "{\"outcome\": \"completed\"}", "{\"outcome\": \"no-show\", \"absent\": \"mentee\"}"
    };

    // Without bookings, so that reports on them do not affect those that clients make meanwhile.
    private static final String SESSION = """
            INSERT INTO mentoring_sessions (id, booking_id, mentor_id, mentor_name, mentee_id, mentee_name, status,
                                            start_time, end_time, created_at)
            VALUES (?, uuidv7(), ?, 'Mentor', ?, 'Mentee', 'upcoming', now() - interval '1 minute',
                    now() + random() * ? * interval '1 second', now())
            """;

    private record Session(UUID id, String mentor, String mentee) {}

    private final List<Session> sessions = new ArrayList<>();
    private final List<SessionReport> sent = Collections.synchronizedList(new ArrayList<>());
    private final String admin =
            Tokens.of("Root", UUID.randomUUID()).roles("admin").build();
    private final List<Integer> ports;
    private final ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
    private final List<Future<?>> runs = new ArrayList<>();

    SessionReports(List<Integer> ports) {
        this.ports = ports;
    }

    /** Inserts sessions that have begun and end within the time given. */
    void insertSessions(int count, Duration within) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var settings = database.createStatement();
                var insert = database.prepareStatement(SESSION)) {
            settings.execute("ALTER TABLE mentoring_sessions DROP CONSTRAINT mentoring_sessions_booking_id_fkey");
            for (var i = 0; i < count; i++) {
                var id = UUID.randomUUID();
                var mentor = UUID.randomUUID();
                var mentee = UUID.randomUUID();
                insert.setObject(1, id);
                insert.setObject(2, mentor);
                insert.setObject(3, mentee);
                insert.setDouble(4, within.toSeconds());
                insert.addBatch();
                settings.addBatch("""
                        INSERT INTO mentors (id, name, email, time_zone, locale, status)
                        VALUES ('%1$s', 'Mentor', '%1$s@example.org', 'UTC', 'en', 'approved')
                        """.formatted(mentor));
                sessions.add(new Session(
                        id,
                        Tokens.of("Mentor", mentor).roles("mentor").build(),
                        Tokens.of("Mentee", mentee).roles("mentee").build()));
            }
            settings.executeBatch();
            insert.executeBatch();
        }
    }

    List<UUID> sessions() {
        return sessions.stream().map(Session::id).toList();
    }

    /** Starts to send so many reports, several at once about few sessions at a time. */
    void begin(int count) {
        for (var person = 0; person < PEOPLE; person++) {
            var random = new Random(person);
            runs.add(people.submit(() -> run(random, count / PEOPLE)));
        }
    }

    List<SessionReport> awaitEnd() throws Exception {
        for (var run : runs) {
            run.get();
        }
        people.shutdown();
        return List.copyOf(sent);
    }

    private void run(Random random, int count) {
        try (var client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            for (var i = 0; i < count; i++) {
                // All threads report on the same few sessions at a time.
                var about = (int) ((long) i * sessions.size() / count) + random.nextInt(4);
                send(client, sessions.get(about % sessions.size()), random);
            }
        }
    }

    private void send(HttpClient client, Session session, Random random) {
        var kind = KINDS.get(random.nextInt(KINDS.size()));
        var token =
                switch (kind) {
                    case "decide" -> admin;
                    case "complete" -> session.mentor();
                    default -> random.nextBoolean() ? session.mentor() : session.mentee();
                };
        var body = kind.equals("decide") ? DECISIONS[random.nextInt(DECISIONS.length)] : "{}";
        var port = ports.get(random.nextInt(ports.size()));
        var request = HttpRequest.newBuilder(
                        URI.create("http://localhost:%d/api/v1/sessions/%s/%s".formatted(port, session.id(), kind)))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(kind.equals("complete") ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            var state = answer.statusCode() == 200 ? SessionState.of(new JsonObject(answer.body())) : null;
            sent.add(new SessionReport(kind, session.id(), answer.statusCode(), state));
        } catch (IOException e) {
            sent.add(new SessionReport(kind, session.id(), 0, null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
