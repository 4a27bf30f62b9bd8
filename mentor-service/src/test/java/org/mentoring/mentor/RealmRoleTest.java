package org.mentoring.mentor;

import java.time.Duration;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mentoring.mentor.Calls.as;

/** The identity provider learns who is a mentor. */
@QuarkusTest
@RealParts
class RealmRoleTest {

    private static final Tokens ADMIN = Tokens.of("Root", UUID.randomUUID()).roles("admin");
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @AfterEach
    void succeed() {
        KeycloakAdministration.failing(false);
    }

    @Test
    void givesTheRoleOnApprovalAndTakesItOnSuspension() {
        var id = applied();

        decide(id, "approve");
        awaitCalls(id, "POST mentor");
        decide(id, "suspend");

        awaitCalls(id, "POST mentor", "DELETE mentor");
    }

    @Test
    void keepsTheApprovalWhileTheIdentityProviderIsDownAndTheRoleFollows() {
        var id = applied();
        KeycloakAdministration.failing(true);

        decide(id, "approve");
        given().get("/api/v1/mentors/" + id).then().statusCode(200);
        assertThat(KeycloakAdministration.calls(id)).isEmpty();
        KeycloakAdministration.failing(false);

        awaitCalls(id, "POST mentor");
    }

    @Test
    void passesOnTheLastDecisionAloneWhenSeveralWaited() {
        var id = applied();
        KeycloakAdministration.failing(true);

        decide(id, "approve");
        decide(id, "suspend");
        KeycloakAdministration.failing(false);

        awaitCalls(id, "DELETE mentor");
    }

    private static UUID applied() {
        var id = UUID.randomUUID();
        as(Tokens.of("Ada", id).roles("mentee"))
                .body("{}")
                .post("/api/v1/mentors")
                .then()
                .statusCode(201);
        return id;
    }

    private static void decide(UUID id, String what) {
        as(ADMIN).post("/api/v1/mentors/" + id + "/" + what).then().statusCode(200);
    }

    private void awaitCalls(UUID id, String... expected) {
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(KeycloakAdministration.calls(id)).containsExactly(expected));
    }
}
