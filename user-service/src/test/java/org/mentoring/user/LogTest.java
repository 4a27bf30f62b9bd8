package org.mentoring.user;

import java.sql.SQLException;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.CapturedLog;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a cluster's collector of logs is told: enough to find a failure, and nothing that belongs to a person. */
@QuarkusTest
@RealParts
class LogTest {

    private static final String CANARY = "canary" + UUID.randomUUID().toString().replace("-", "");

    private final UUID id = UUID.randomUUID();
    private final String token = Tokens.of(CANARY, id)
            .roles("mentee")
            .claim("email", CANARY + "@example.org")
            .build();
    private CapturedLog log;

    @BeforeEach
    void listen() {
        log = CapturedLog.begin();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void logsAFailureWithTraceAndServiceAndWithoutPersonalData() throws Exception {
        call().get("/api/v1/users/me").then().statusCode(200);
        refuseInTheDatabase("ADD CONSTRAINT canaries_cannot_sing CHECK (linkedin IS NULL)");
        String traceId;
        try {
            traceId = call().header("If-Match", "\"1\"")
                    .body("""
                            {"name": "%1$s", "linkedin": "https://www.linkedin.com/in/%1$s", "dob": "1936-08-17",
                             "time_zone": "Europe/Berlin", "locale": "de"}""".formatted(CANARY))
                    .put("/api/v1/users/me")
                    .then()
                    .statusCode(500)
                    .extract()
                    .path("trace_id");
        } finally {
            refuseInTheDatabase("DROP CONSTRAINT canaries_cannot_sing");
        }

        await().atMost(2, MINUTES).until(() -> log.text().contains("Unexpected failure"));
        var lines = log.lines().stream()
                .filter(line -> line.contains("Unexpected failure"))
                .toList();
        assertThat(lines).hasSize(1);
        var line = new ObjectMapper().readTree(lines.getFirst());
        assertThat(line.path("mdc").path("traceId").asText()).isEqualTo(traceId);
        assertThat(line.path("mdc").path("spanId").asText()).matches("[0-9a-f]{16}");
        assertThat(line.path("service").asText()).isEqualTo("user-service");
        assertThat(line.path("version").asText()).isEqualTo("1.0.0-SNAPSHOT");
        assertThat(line.path("level").asText()).isEqualTo("ERROR");
        assertThat(line.path("stackTrace").asText()).contains("ConstraintViolationException", "canaries_cannot_sing");
        assertThat(log.text()).doesNotContain(CANARY, token);
    }

    @Test
    void logsWhyAnEventIsParkedWithoutItsData() {
        TestTopics.publish(
                "mentoring.bookings",
                UUID.randomUUID().toString(),
                "/mentoring/booking-service",
                "org.mentoring.booking.confirmed.v1",
                id,
                1,
                "{\"user_id\": \"%1$s\", \"user_email\": \"%1$s@example.org\", \"mentor_id\": \"%1$s\"}"
                        .formatted(CANARY));

        await().atMost(2, MINUTES).until(() -> log.text().contains("is parked"));

        assertThat(log.text()).contains("UnreadableEventException").doesNotContain(CANARY);
    }

    @Test
    void logsNothingAboutConnectionsThatComeWhileTheServerCloses() {
        var netty = Logger.getLogger("io.netty.bootstrap.ServerBootstrap");

        netty.log(Level.WARNING, "Failed to register an accepted channel: [id: 0x1]", new IllegalStateException());
        netty.log(Level.WARNING, "Failed to set a channel option");

        assertThat(log.text()).contains("Failed to set a channel option").doesNotContain("accepted channel");
    }

    @Test
    void logsNothingAboutRefusedRequests() {
        given().auth()
                .oauth2(token.substring(0, token.length() - 4) + "AAAA")
                .get("/api/v1/users/me?name=" + CANARY)
                .then()
                .statusCode(401);
        call().header("If-Match", "\"1\"")
                .body("{\"%1$s\": \"%1$s\"}".formatted(CANARY))
                .put("/api/v1/users/me")
                .then()
                .statusCode(400);
        call().header("If-Match", "\"1\"")
                .body("{\"name\": \"%1$s\", \"time_zone\": \"%1$s\", \"dob\": \"%1$s\"}".formatted(CANARY))
                .put("/api/v1/users/me")
                .then()
                .statusCode(400);
        call().get("/api/v1/mentees?q=" + CANARY).then().statusCode(403);
        call().get("/" + CANARY).then().statusCode(404);

        assertThat(log.text()).doesNotContain(CANARY, token);
    }

    private RequestSpecification call() {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    /** As a bug in a migration would: the error of the database quotes the row. */
    private static void refuseInTheDatabase(String change) throws SQLException {
        try (var superuser = TestDatabase.asSuperuser();
                var statement = superuser.createStatement()) {
            statement.execute("ALTER TABLE users " + change + (change.startsWith("ADD") ? " NOT VALID" : ""));
        }
    }
}
