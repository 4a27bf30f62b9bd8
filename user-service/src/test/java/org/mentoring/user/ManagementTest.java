package org.mentoring.user;

import java.net.URL;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestDatabase;

import static io.restassured.RestAssured.given;
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
    void thePublicPortKnowsNothingOfIt(String path) {
        given().get(path).then().statusCode(404).body("type", containsString("not-found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics", "openapi", "health/live", "health/started"})
    void thePortOfOperatorsAnswersIt(String path) {
        given().get(management + path).then().statusCode(200);
    }

    @Test
    void isReadyWhenTheDatabaseAnswersAndTheConsumersHaveStarted() {
        given().get(management + "health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", hasItems("database", "consumers"))
                .body("checks.findAll { it.status != 'UP' }.size()", equalTo(0));
    }

    @Test
    void isNotReadyButAliveWhileTheDatabaseIsAway() throws Exception {
        try (var superuser = TestDatabase.asSuperuser();
                var statement = superuser.createStatement()) {
            statement.execute("ALTER ROLE user_app NOLOGIN");
            try {
                statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'user_app'");

                await().untilAsserted(() -> given().get(management + "health/ready")
                        .then()
                        .statusCode(503)
                        .body("checks.find { it.name == 'database' }.status", equalTo("DOWN")));
                given().get(management + "health/live").then().statusCode(200);
            } finally {
                statement.execute("ALTER ROLE user_app LOGIN");
            }
        }
        await().untilAsserted(
                        () -> given().get(management + "health/ready").then().statusCode(200));
    }
}
