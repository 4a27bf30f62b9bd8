package org.mentoring.acceptance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mentoring.acceptance.RunningPlatform.Platform;
import org.mentoring.local.client.Answer;
import org.mentoring.local.client.Api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Somebody signs up, books, asks for everything that is known, and leaves: nothing is left in any service, nor in Keycloak. */
@Tag("slow")
@ExtendWith(RunningPlatform.class)
class AccountClosureTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(120);
    private static final String TABLES = """
            SELECT quote_ident(relname) FROM pg_class
             WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'flyway_schema_history'
            """;

    private final Platform platform;
    private final String login =
            "leaver" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    AccountClosureTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    void noPersonalDataIsLeftAfterAnAccountIsClosed() throws Exception {
        try (var api = new Api(platform.addresses());
                var users = new RealmUsers(platform.addresses())) {
            users.add(login);
            var leaver = api.as(login);
            var id = leaver.get("/api/v1/users/me")
                    .expect(200)
                    .json()
                    .path("user_id")
                    .asText();
            leaver.send("PUT", "/api/v1/mentees/me", Map.of(), "{\"biography\": \"%s\"}".formatted(login))
                    .expect(201);
            var slots = Slots.of(api, "Ada Lovelace");
            var booking = leaver.post("/api/v1/bookings", """
                            {"mentor_id": "%s", "start_time": "%s", "session_type": "Mentoring session", "note": "%s"}
                            """.formatted(slots.mentor(), slots.next(), login))
                    .expect(201)
                    .json()
                    .path("id")
                    .asText();
            await().atMost(TIMEOUT)
                    .until(() -> leaver.get("/api/v1/users/me/export").status() == 200);
            assertThat(traces()).isNotEmpty();

            leaver.send("DELETE", "/api/v1/users/me", Map.of(), null).expect(202);

            leaver.get("/api/v1/users/me").expect(403);
            await().atMost(TIMEOUT).untilAsserted(() -> {
                var seen = api.as("ada")
                        .get("/api/v1/bookings/" + booking)
                        .expect(200)
                        .json();
                assertThat(seen.path("status").asText()).isEqualTo("cancelled");
                assertThat(seen.path("user_name").asText()).isEqualTo("Former member");
            });
            var admin = api.as("admin");
            await().atMost(TIMEOUT).untilAsserted(() -> {
                var erasure =
                        erasure(admin.get("/api/v1/users/erasures?limit=100").expect(200), id);
                assertThat(erasure).contains("\"waiting_for\":[]");
            });
            assertThat(users.signIn(login)).isNotEqualTo(200);
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(traces()).isEmpty());
        }
    }

    @Test
    void deletingAnAccountInKeycloakClosesIt() throws Exception {
        try (var api = new Api(platform.addresses());
                var users = new RealmUsers(platform.addresses())) {
            users.add(login);
            var leaver = api.as(login);
            var id = leaver.get("/api/v1/users/me")
                    .expect(200)
                    .json()
                    .path("user_id")
                    .asText();

            users.delete(id);

            await().atMost(TIMEOUT).until(() -> leaver.get("/api/v1/users/me").status() == 403);
            var admin = api.as("admin");
            await().atMost(TIMEOUT).untilAsserted(() -> {
                var erasure =
                        erasure(admin.get("/api/v1/users/erasures?limit=100").expect(200), id);
                assertThat(erasure).contains("\"requested_by\":\"identity-provider\"", "\"waiting_for\":[]");
            });
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(traces()).isEmpty());
        }
    }

    private static String erasure(Answer erasures, String person) {
        for (var erasure : erasures.json().path("items")) {
            if (erasure.path("user_id").asText().equals(person)) {
                return erasure.toString();
            }
        }
        throw new AssertionError("No erasure of " + person);
    }

    /** Where the login, which is the name, the note and part of the address too, still stands. */
    private List<String> traces() throws SQLException {
        var found = new ArrayList<String>();
        for (var service : SortedColumns.SERVICES) {
            try (var database = superuser(service);
                    var statement = database.createStatement()) {
                var tables = new ArrayList<String>();
                try (var rows = statement.executeQuery(TABLES)) {
                    while (rows.next()) {
                        tables.add(rows.getString(1));
                    }
                }
                for (var table : tables) {
                    try (var rows = statement.executeQuery(
                            "SELECT count(*) FROM %s t WHERE position('%s' IN lower(to_jsonb(t)::text)) > 0"
                                    .formatted(table, login))) {
                        rows.next();
                        if (rows.getLong(1) > 0) {
                            found.add(service + "." + table);
                        }
                    }
                }
            }
        }
        return found;
    }

    private Connection superuser(String service) throws SQLException {
        return DriverManager.getConnection(platform.database(service), "postgres", "postgres");
    }
}
