package org.mentoring.user;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.CapturedLog;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** What a mentee says about herself, and how it changes. */
@QuarkusTest
@RealParts
class MenteeTest extends AccountCase {

    private final Tokens margaret = Tokens.of("Margaret", id).roles("mentee");

    @Test
    void createsAProfileOnceFromTheAccount() {
        put(null, "{}").statusCode(409).body("type", endsWith(":conflict"));
        account(margaret).statusCode(200);
        put("\"1\"", "{}").statusCode(412).body("type", endsWith(":stale-version"));

        put(null, "{\"biography\": \"Apollo.\"}")
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", endsWith("/api/v1/mentees/" + id))
                .body("name", equalTo("Margaret"))
                .body("role", equalTo("mentee"))
                .body("biography", equalTo("Apollo."))
                .body("linkedin_url", nullValue());
        put(null, "{}").statusCode(409).contentType("application/problem+json").body("type", endsWith(":conflict"));
        as(margaret).get("/api/v1/mentees/me").then().body("biography", equalTo("Apollo."));
    }

    @Test
    void raisesTheVersionWithEachChangeEvenIfNothingDiffers() {
        account(margaret).statusCode(200);
        put(null, "{}").statusCode(201);
        var change = """
                {"biography": "Apollo.", "linkedin_url": "https://www.linkedin.com/in/mh",
                 "profile_image_url": "https://example.org/mh.png"}""";

        put("\"1\"", change).statusCode(200).header("ETag", "\"2\"").body("version", equalTo(2));
        put("\"2\"", change).statusCode(200).header("ETag", "\"3\"").body("version", equalTo(3));
        put("\"2\"", change).statusCode(412).body("type", endsWith(":stale-version"));
        put("\"3\"", "{}")
                .statusCode(200)
                .header("ETag", "\"4\"")
                .body("biography", nullValue())
                .body("linkedin_url", nullValue())
                .body("profile_image_url", nullValue());
        as(margaret).get("/api/v1/mentees/me").then().header("ETag", "\"4\"").body("biography", nullValue());
    }

    /** Both have read the version that both name, before either writes. */
    @Test
    void acceptsOneOfTwoConcurrentChangesOfTheSameVersion() throws Exception {
        account(margaret).statusCode(200);
        put(null, "{}").statusCode(201);
        try (var client = HttpClient.newHttpClient();
                var other = TestDatabase.asSuperuser();
                var observer = TestDatabase.asSuperuser()) {
            other.setAutoCommit(false);
            change(other, "SELECT FROM mentees WHERE id = '%s' FOR UPDATE");
            var first = client.sendAsync(change("First."), HttpResponse.BodyHandlers.ofString());
            var second = client.sendAsync(change("Second."), HttpResponse.BodyHandlers.ofString());
            await().atMost(2, MINUTES).until(() -> TestDatabase.count(observer, """
                    SELECT count(*) FROM pg_stat_activity WHERE usename = 'user_app' AND wait_event_type = 'Lock'
                    """) == 2);
            other.rollback();

            assertThat(List.of(first, second))
                    .extracting(answer -> answer.join().statusCode())
                    .containsExactlyInAnyOrder(200, 412);
            var refused = first.join().statusCode() == 412 ? first.join() : second.join();
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(refused.body()).contains("urn:problem-type:mentoring:stale-version");
        }
        as(margaret).get("/api/v1/mentees/me").then().header("ETag", "\"2\"");
    }

    @Test
    void logsNoTextOfTheMentee() throws Exception {
        account(margaret).statusCode(200);
        put(null, "{}").statusCode(201);
        var canary = "canary" + UUID.randomUUID().toString().replace("-", "");
        try (var log = CapturedLog.begin();
                var superuser = TestDatabase.asSuperuser()) {
            change(
                    superuser,
                    "ALTER TABLE mentees ADD CONSTRAINT canaries_cannot_sing CHECK (biography NOT LIKE 'canary%%')");
            try {
                put("\"1\"", "{\"biography\": \"%s\"}".formatted(canary)).statusCode(500);
            } finally {
                change(superuser, "ALTER TABLE mentees DROP CONSTRAINT canaries_cannot_sing");
            }
            await().atMost(2, MINUTES).until(() -> log.text().contains("Unexpected failure"));

            assertThat(log.text()).contains("canaries_cannot_sing").doesNotContain(canary);
            assertThat(log.lines()).hasSize(1);
        }
    }

    private ValidatableResponse put(String ifMatch, String profile) {
        var request = as(margaret).body(profile);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch))
                .put("/api/v1/mentees/me")
                .then();
    }

    private HttpRequest change(String biography) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/v1/mentees/me"))
                .header("Authorization", "Bearer " + margaret.build())
                .header("Content-Type", "application/json")
                .header("If-Match", "\"1\"")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"biography\": \"%s\"}".formatted(biography)))
                .build();
    }

    private void change(Connection database, String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql.formatted(id));
        }
    }
}
