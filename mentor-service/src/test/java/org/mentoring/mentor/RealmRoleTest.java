package org.mentoring.mentor;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
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

    /** Who was slow to pass on the first decision must not take the second one for it. */
    @Test
    void tellsADecisionFromAnEarlierOneThatWasPassedOn() throws Exception {
        var id = applied();
        KeycloakAdministration.failing(true);
        decide(id, "approve");
        var first = revision(id);
        KeycloakAdministration.failing(false);
        awaitCalls(id, "POST mentor");
        await().atMost(TIMEOUT).until(() -> revision(id) == 0);
        KeycloakAdministration.failing(true);

        decide(id, "suspend");

        assertThat(revision(id)).isNotIn(0L, first);
    }

    /** Another replica passes on the second decision before the first one is answered, which may be what was taken last. */
    @Test
    void passesTheLastDecisionOnAgainWhenAnEarlierOneWasStillUnderWay() throws Exception {
        var id = applied();
        KeycloakAdministration.hold(id);
        decide(id, "approve");
        awaitCalls(id, "POST mentor");
        decide(id, "suspend");
        try (var database = TestDatabase.asSuperuser();
                var passedOn = database.prepareStatement("DELETE FROM realm_role_changes WHERE mentor_id = ?")) {
            passedOn.setObject(1, id);
            assertThat(passedOn.executeUpdate()).isOne();
        }
        KeycloakAdministration.release(id);

        awaitCalls(id, "POST mentor", "DELETE mentor");
    }

    @Test
    void passesOnWhatStandsWhereARestoreHasUndoneADecision() throws Exception {
        var id = applied();
        decide(id, "approve");
        awaitCalls(id, "POST mentor");

        try (var database = TestDatabase.asSuperuser();
                var supersede = database.prepareStatement("SELECT outcome FROM supersede_undone(?::jsonb)")) {
            supersede.setString(1, """
                    [{"topic": "mentoring.mentors", "id": "%s", "subject": "%s", "version": 3,
                      "type": "org.mentoring.mentor.suspended.v1", "data": {}}]
                    """.formatted(UUID.randomUUID(), id));
            supersede.execute();
        }

        awaitCalls(id, "POST mentor", "POST mentor");
    }

    @Test
    void passesADecisionOnAgainWhenItIsNotAnswered() {
        var id = applied();
        KeycloakAdministration.hold(id);

        decide(id, "approve");

        awaitCalls(id, "POST mentor", "POST mentor");
        KeycloakAdministration.release(id);
    }

    /** 0 where no decision waits. */
    private static long revision(UUID id) throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(
                    database, "SELECT coalesce(max(revision), 0) FROM realm_role_changes WHERE mentor_id = ?", id);
        }
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
