package org.mentoring.acceptance;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mentoring.acceptance.RunningPlatform.Platform;
import org.mentoring.local.client.Answer;
import org.mentoring.local.client.Api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Somebody signs up, books, asks for everything that is known, and leaves: nothing is left in any service, nor in Keycloak. */
@ExtendWith(RunningPlatform.class)
class AccountClosureTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
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
    void nothingIsLeftOfWhoLeft() throws Exception {
        try (var api = new Api(platform.addresses());
                var http = HttpClient.newHttpClient()) {
            signUp(http);
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
            await().atMost(PATIENCE)
                    .until(() -> leaver.get("/api/v1/users/me/export").status() == 200);
            assertThat(traces()).isNotEmpty();

            leaver.send("DELETE", "/api/v1/users/me", Map.of(), null).expect(202);

            leaver.get("/api/v1/users/me").expect(403);
            await().atMost(PATIENCE).untilAsserted(() -> {
                var seen = api.as("ada")
                        .get("/api/v1/bookings/" + booking)
                        .expect(200)
                        .json();
                assertThat(seen.path("status").asText()).isEqualTo("cancelled");
                assertThat(seen.path("user_name").asText()).isEqualTo("Former member");
            });
            var admin = api.as("admin");
            await().atMost(PATIENCE).untilAsserted(() -> {
                var erasure =
                        erasure(admin.get("/api/v1/users/erasures?limit=100").expect(200), id);
                assertThat(erasure).contains("\"waiting_for\":[]");
            });
            assertThat(signIn(http)).isNotEqualTo(200);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(traces()).isEmpty());
        }
    }

    @Test
    void whoseAccountWasDeletedInKeycloakHasLeft() throws Exception {
        try (var api = new Api(platform.addresses());
                var http = HttpClient.newHttpClient()) {
            signUp(http);
            var leaver = api.as(login);
            var id = leaver.get("/api/v1/users/me")
                    .expect(200)
                    .json()
                    .path("user_id")
                    .asText();

            var deleted = http.send(administration(http, "/" + id).DELETE().build(), BodyHandlers.discarding());

            assertThat(deleted.statusCode()).isEqualTo(204);
            await().atMost(PATIENCE).until(() -> leaver.get("/api/v1/users/me").status() == 403);
            var admin = api.as("admin");
            await().atMost(PATIENCE).untilAsserted(() -> {
                var erasure =
                        erasure(admin.get("/api/v1/users/erasures?limit=100").expect(200), id);
                assertThat(erasure).contains("\"requested_by\":\"identity-provider\"", "\"waiting_for\":[]");
            });
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(traces()).isEmpty());
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

    private void signUp(HttpClient http) throws Exception {
        var made = http.send(
                administration(http, "")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("""
                                {"username": "%1$s", "email": "%1$s@example.org", "emailVerified": true, "enabled": true,
                                 "firstName": "%1$s", "lastName": "Leaver",
                                 "credentials": [{"type": "password", "value": "%1$s", "temporary": false}]}
                                """.formatted(login)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    /** A request of Keycloak's administrator about the users of the realm. */
    private HttpRequest.Builder administration(HttpClient http, String path) throws Exception {
        var keycloak = platform.addresses().issuer().toString().replace("/realms/mentoring", "");
        var token = Answer.parse(http.send(
                                form(keycloak + "/realms/master/protocol/openid-connect/token", "admin-cli", "admin"),
                                BodyHandlers.ofString())
                        .body())
                .path("access_token")
                .asText();
        return HttpRequest.newBuilder(URI.create(keycloak + "/admin/realms/mentoring/users" + path))
                .header("Authorization", "Bearer " + token);
    }

    private int signIn(HttpClient http) throws Exception {
        return http.send(
                        form(platform.addresses().issuer() + "/protocol/openid-connect/token", "local-tools", login),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private static HttpRequest form(String address, String client, String login) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "grant_type=password&client_id=%1$s&username=%2$s&password=%2$s".formatted(client, login)))
                .build();
    }

    private Connection superuser(String service) throws SQLException {
        return DriverManager.getConnection(platform.database(service), "postgres", "postgres");
    }
}
