package org.mentoring.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

import org.mentoring.local.client.Addresses;
import org.mentoring.local.client.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** Users of the realm, as Keycloak's administrator adds and deletes them. */
final class RealmUsers implements AutoCloseable {

    private static final String USER = """
            {"username": "%1$s", "email": "%1$s@example.org", "emailVerified": true, "enabled": true,
             "firstName": "%1$s", "lastName": "Person",
             "credentials": [{"type": "password", "value": "%1$s", "temporary": false}]}
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String keycloak;

    RealmUsers(Addresses addresses) {
        keycloak = addresses.issuer().toString().replace("/realms/mentoring", "");
    }

    /** Adds one whose password is the login. */
    void add(String login) throws IOException, InterruptedException {
        var added = http.send(
                request("")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(USER.formatted(login)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    }

    void delete(String id) throws IOException, InterruptedException {
        var deleted = http.send(request("/" + id).DELETE().build(), BodyHandlers.ofString());
        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(204);
    }

    /** A token of the administrator, whose issuer is another realm of the same Keycloak. */
    String administratorToken() throws IOException, InterruptedException {
        var answer = signIn("master", "admin-cli", "admin");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("access_token").asText();
    }

    /** The status of the answer to a sign-in with the login as the password. */
    int signIn(String login) throws IOException, InterruptedException {
        return signIn("mentoring", "local-tools", login).status();
    }

    @Override
    public void close() {
        http.close();
    }

    private Answer signIn(String realm, String client, String login) throws IOException, InterruptedException {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(keycloak + "/realms/" + realm + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=password&client_id=%1$s&username=%2$s&password=%2$s"
                                .formatted(client, login)))
                        .build(),
                BodyHandlers.ofString());
        return new Answer("sign-in of " + login, answer.statusCode(), answer.headers(), answer.body());
    }

    private HttpRequest.Builder request(String path) throws IOException, InterruptedException {
        return HttpRequest.newBuilder(URI.create(keycloak + "/admin/realms/mentoring/users" + path))
                .header("Authorization", "Bearer " + administratorToken());
    }
}
