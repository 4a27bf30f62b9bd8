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

/** Sides and admins who contradict each other about sessions that have begun, while the clock ends them. */
final class Statements {

    private static final int PEOPLE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final List<String> KINDS = List.of("complete", "no-show", "no-show", "no-show", "contest", "decide");
    private static final String[] DECISIONS = {
        "{\"outcome\": \"completed\"}", "{\"outcome\": \"no-show\", \"absent\": \"mentee\"}"
    };

    // Without bookings, so that what is said of them has nothing to do with those that clients make meanwhile.
    private static final String SESSION = """
            INSERT INTO mentoring_sessions (id, booking_id, mentor_id, mentor_name, mentee_id, mentee_name, status,
                                            start_time, end_time, created_at)
            VALUES (?, uuidv7(), ?, 'Mentor', ?, 'Mentee', 'upcoming', now() - interval '1 minute',
                    now() + random() * ? * interval '1 second', now())
            """;

    private record Session(UUID id, String mentor, String mentee) {}

    private final List<Session> sessions = new ArrayList<>();
    private final List<Statement> made = Collections.synchronizedList(new ArrayList<>());
    private final String admin =
            Tokens.of("Root", UUID.randomUUID()).roles("admin").build();
    private final List<Integer> ports;
    private final ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
    private final List<Future<?>> talks = new ArrayList<>();

    Statements(List<Integer> ports) {
        this.ports = ports;
    }

    /** Lets the sessions begin, to end within the time given. */
    void plant(int count, Duration within) throws SQLException {
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

    /** Begins to make so many statements, several at once about few sessions at a time. */
    void begin(int count) {
        for (var person = 0; person < PEOPLE; person++) {
            var random = new Random(person);
            talks.add(people.submit(() -> talk(random, count / PEOPLE)));
        }
    }

    List<Statement> awaitEnd() throws Exception {
        for (var talk : talks) {
            talk.get();
        }
        people.shutdown();
        return List.copyOf(made);
    }

    private void talk(Random random, int count) {
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            for (var i = 0; i < count; i++) {
                // Everybody speaks of the same few sessions at a time.
                var about = (int) ((long) i * sessions.size() / count) + random.nextInt(4);
                say(client, sessions.get(about % sessions.size()), random);
            }
        }
    }

    private void say(HttpClient client, Session session, Random random) {
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
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(kind.equals("complete") ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            var state = answer.statusCode() == 200 ? SessionState.of(new JsonObject(answer.body())) : null;
            made.add(new Statement(kind, session.id(), answer.statusCode(), state));
        } catch (IOException e) {
            made.add(new Statement(kind, session.id(), 0, null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
