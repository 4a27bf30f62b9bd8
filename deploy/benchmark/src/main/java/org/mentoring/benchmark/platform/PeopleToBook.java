package org.mentoring.benchmark.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.mentoring.local.command.CommandFailedException;

/** Mentees in the realm, as many as the gateway's limit for each person asks for; they stay for the next run. */
final class PeopleToBook {

    private static final int CREATED = 201;
    private static final int CONFLICT = 409;
    private static final String LOGIN = "books-";
    private static final String PERSON = """
            {"username": "%1$s", "email": "%1$s@example.org", "emailVerified": true, "enabled": true,
             "firstName": "Mentee", "lastName": "%2$d",
             "credentials": [{"type": "password", "value": "%1$s", "temporary": false}]}
            """;

    private PeopleToBook() {}

    /**
     * Signs them up where they are not yet.
     *
     * @return their logins, which are their passwords
     */
    static List<String> signUp(URI issuer, int count) throws IOException, InterruptedException {
        var logins = new ArrayList<String>();
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var token = administrator(http, issuer);
            for (int number = 0; number < count; number++) {
                var login = LOGIN + number;
                var created = http.send(
                        HttpRequest.newBuilder(issuer.resolve("/admin/realms/mentoring/users"))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(PERSON.formatted(login, number)))
                                .build(),
                        BodyHandlers.ofString());
                if (created.statusCode() != CREATED && created.statusCode() != CONFLICT) {
                    throw new CommandFailedException(
                            "Keycloak signs nobody up: " + created.statusCode() + " " + created.body());
                }
                logins.add(login);
            }
        }
        return logins;
    }

    private static String administrator(HttpClient http, URI issuer) throws IOException, InterruptedException {
        var answer = http.send(
                HttpRequest.newBuilder(issuer.resolve("/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(
                                "grant_type=password&client_id=admin-cli&username=admin&password=admin"))
                        .build(),
                BodyHandlers.ofString());
        return new ObjectMapper()
                .readTree(answer.body())
                .required("access_token")
                .asText();
    }
}
