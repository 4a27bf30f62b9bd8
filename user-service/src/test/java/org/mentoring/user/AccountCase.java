package org.mentoring.user;

import java.sql.SQLException;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;

/** A person, and calls with the token of one. */
abstract class AccountCase {

    final UUID id = UUID.randomUUID();

    /** Returns when the service knows that the mentor is suspended. */
    static void suspend(UUID mentor) throws SQLException {
        TestTopics.publish(
                "mentoring.mentors",
                UUID.randomUUID().toString(),
                "/mentoring/mentor-service",
                "org.mentoring.mentor.suspended.v1",
                mentor,
                2,
                "{\"mentor_id\": \"%s\", \"status\": \"suspended\"}".formatted(mentor));
        try (var database = TestDatabase.asSuperuser()) {
            await().atMost(2, MINUTES)
                    .until(() -> TestDatabase.count(
                                    database, "SELECT count(*) FROM mentor_decisions WHERE user_id = ?", mentor)
                            == 1);
        }
    }

    static ValidatableResponse account(Tokens token) {
        return as(token).get("/api/v1/users/me").then();
    }

    static RequestSpecification as(Tokens token) {
        return given().auth().oauth2(token.build()).contentType(ContentType.JSON);
    }
}
