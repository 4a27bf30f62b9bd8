package org.mentoring.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.mentoring.local.command.CommandFailedException;

/** Adds and changes people in the realm, as Keycloak's administrator; they are kept for the next run. */
public final class RealmPeople implements AutoCloseable {

    private static final int CREATED = 201;
    private static final int CHANGED = 204;
    private static final int CONFLICT = 409;
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final String PERSON = """
            {"username": "%1$s", "email": "%2$s", "emailVerified": true, "enabled": true,
             "firstName": "Somebody", "lastName": "%1$s"%3$s}
            """;
    private static final String PASSWORD = """
            , "credentials": [{"type": "password", "value": "%1$s", "temporary": false}]""";

    private final URI issuer;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public RealmPeople(URI issuer) {
        this.issuer = issuer;
    }

    /**
     * Signs up those who are missing.
     *
     * @param prefix of their logins
     * @return their logins, which are their passwords
     */
    public List<String> signUp(String prefix, int count) throws IOException, InterruptedException {
        var logins = new ArrayList<String>();
        var token = administrator();
        for (int number = 0; number < count; number++) {
            var login = prefix + number;
            var answer =
                    send(token, "", "POST", PERSON.formatted(login, login + "@example.org", PASSWORD.formatted(login)));
            if (answer.statusCode() != CREATED && answer.statusCode() != CONFLICT) {
                throw new CommandFailedException(
                        "Keycloak refused a new user: " + answer.statusCode() + " " + answer.body());
            }
            logins.add(login);
        }
        return logins;
    }

    /** Whether Keycloak says that it did. */
    public boolean changeEmail(String login, UUID id, String email) throws IOException, InterruptedException {
        return send(administrator(), "/" + id, "PUT", PERSON.formatted(login, email, ""))
                        .statusCode()
                == CHANGED;
    }

    private HttpResponse<String> send(String token, String path, String method, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(issuer.resolve("/admin/realms/mentoring/users" + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .timeout(TIMEOUT)
                        .build(),
                BodyHandlers.ofString());
    }

    private String administrator() throws IOException, InterruptedException {
        var answer = http.send(
                HttpRequest.newBuilder(issuer.resolve("/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(
                                "grant_type=password&client_id=admin-cli&username=admin&password=admin"))
                        .timeout(TIMEOUT)
                        .build(),
                BodyHandlers.ofString());
        return new ObjectMapper().readTree(answer.body()).path("access_token").asText();
    }

    @Override
    public void close() {
        http.close();
    }
}
