package org.mentoring.user;

import java.net.URL;
import java.util.UUID;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

/** What operators and their probes are told, and nobody else. */
@QuarkusTest
@RealParts
class ManagementTest {

    @TestHTTPResource(management = true)
    URL management;

    @ParameterizedTest
    @ValueSource(strings = {"/q", "/q/health", "/q/health/ready", "/q/metrics", "/q/openapi", "/q/info", "/q/dev-ui"})
    void isNotServedOnThePublicPort(String path) {
        given().get(path).then().statusCode(404).body("type", containsString("not-found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics", "openapi", "health/live", "health/started"})
    void isServedOnTheManagementPort(String path) {
        given().get(management + path).then().statusCode(200);
    }

    @Test
    void isReadyWhenTheDatabaseAnswersAndTheConsumersHaveStarted() {
        await().atMost(2, MINUTES)
                .untilAsserted(() -> given().get(management + "health/ready")
                        .then()
                        .statusCode(200)
                        .body("checks.name", hasItems("database", "consumers"))
                        .body("checks.findAll { it.status != 'UP' }.size()", equalTo(0)));
    }

    @Test
    void countsRequestsByOperationAndNotByPath() {
        for (int i = 0; i < 5; i++) {
            var id = UUID.randomUUID();
            var token = Tokens.of("Ken", id).roles("mentee").build();
            given().auth().oauth2(token).get("/api/v1/users/" + id);
            given().auth().oauth2(token).get("/api/v1/" + id).then().statusCode(404);
            given().get("/api/v1/users/" + id).then().statusCode(401);
            given().get("/" + id).then().statusCode(404);
        }

        var scraped = given().get(management + "metrics").then().extract().asString();
        assertThat(scraped.lines().filter(line -> line.startsWith("http_server_requests_seconds_count")))
                .anyMatch(line -> line.contains("uri=\"/api/v1/users/{user_id}\""))
                .noneMatch(line -> line.matches(".*uri=\"[^\"]*[0-9a-f]{8}-[0-9a-f]{4}.*"));
        assertThat(scraped).contains("http_server_requests_seconds_bucket", "mentoring_outbox_oldest_seconds");
    }

    @Test
    void isLiveAndNotReadyWhileTheDatabaseIsDown() throws Exception {
        try (var superuser = TestDatabase.asSuperuser();
                var statement = superuser.createStatement()) {
            statement.execute("ALTER ROLE user_app NOLOGIN");
            try {
                statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'user_app'");

                await().atMost(2, MINUTES)
                        .untilAsserted(() -> given().get(management + "health/ready")
                                .then()
                                .statusCode(503)
                                .body("checks.find { it.name == 'database' }.status", equalTo("DOWN")));
                given().get(management + "health/live").then().statusCode(200);
            } finally {
                statement.execute("ALTER ROLE user_app LOGIN");
            }
        }
        await().atMost(2, MINUTES)
                .untilAsserted(
                        () -> given().get(management + "health/ready").then().statusCode(200));
    }
}
