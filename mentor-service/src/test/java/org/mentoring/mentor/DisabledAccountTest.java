package org.mentoring.mentor;

import java.time.Duration;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mentoring.kit.test.TestTopics.events;
import static org.mentoring.mentor.Calls.as;

/** What becomes of mentors whose account is disabled. */
@QuarkusTest
@RealParts
class DisabledAccountTest {

    private static final Tokens ADMIN = Tokens.of("Root", UUID.randomUUID()).roles("admin");
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @Test
    void suspendsWhoseAccountIsDisabledAndHasTheSessionsCancelled() throws Exception {
        var disabled = approved();
        var other = approved();

        account(other, 1, false);
        account(disabled, 1, true);

        await().atMost(TIMEOUT).until(() -> listed(disabled) == 404);
        assertThat(listed(other)).isEqualTo(200);
        var event = events("mentoring.mentors", disabled, 3).getLast();
        assertThat(TestTopics.header(event, "ce_type")).isEqualTo("org.mentoring.mentor.suspended.v1");
        var data = new ObjectMapper().readTree(event.value());
        assertThat(data.path("sessions").asText()).isEqualTo("cancel");
        assertThat(data.path("reason").asText()).isEqualTo("account closed");
        assertThat(data.path("status").asText()).isEqualTo("suspended");
        await().atMost(TIMEOUT)
                .until(() -> KeycloakAdministration.calls(disabled).contains("DELETE mentor"));
    }

    @Test
    void makesNobodyAMentorWhoseAccountIsEnabledAgain() {
        var mentor = approved();
        account(mentor, 1, true);
        await().atMost(TIMEOUT).until(() -> listed(mentor) == 404);

        account(mentor, 2, false);
        var next = approved();
        account(next, 1, true);

        await().atMost(TIMEOUT).until(() -> listed(next) == 404);
        assertThat(listed(mentor)).isEqualTo(404);
    }

    private static UUID approved() {
        var id = UUID.randomUUID();
        as(Tokens.of("Ada", id).roles("mentee"))
                .body("{}")
                .post("/api/v1/mentors")
                .then()
                .statusCode(201);
        as(ADMIN).post("/api/v1/mentors/" + id + "/approve").then().statusCode(200);
        return id;
    }

    private static void account(UUID person, int version, boolean disabled) {
        TestTopics.publish(
                "mentoring.users",
                UUID.randomUUID().toString(),
                "/mentoring/user-service",
                "org.mentoring.user.updated.v1",
                person,
                version,
                """
                {"user_id": "%1$s", "name": "Ada", "email": "%1$s@example.org", "time_zone": null, "locale": "en",
                 "share_email": true, "disabled": %2$s, "version": %3$d}
                """.formatted(person, disabled, version));
    }

    private static int listed(UUID mentor) {
        return given().get("/api/v1/mentors/" + mentor).statusCode();
    }
}
