package org.mentoring.mentor;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mentoring.mentor.Calls.as;
import static org.mentoring.mentor.Calls.events;

/** What becomes of mentors whose account in the identity provider was deleted or disabled. */
@QuarkusTest
@RealParts
class ClosedAccountTest {

    private static final Tokens ADMIN = Tokens.of("Root", UUID.randomUUID()).roles("admin");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ConfigProperty(name = KeycloakAdministration.URL)
    String keycloak;

    @AfterEach
    void everythingIsWell() {
        accounts("all", "active");
        given().post(keycloak + "/failing/false").then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deleted", "disabled"})
    void suspendsWhoseAccountIsClosedAndHasTheSessionsCancelled(String state) throws Exception {
        var closed = approved();
        var other = approved();
        accounts(closed.toString(), state);

        await().atMost(PATIENCE).until(() -> listed(closed) == 404);
        assertThat(listed(other)).isEqualTo(200);
        var event = events("mentoring.mentors", closed, 3).getLast();
        assertThat(TestTopics.header(event, "ce_type")).isEqualTo("org.mentoring.mentor.suspended.v1");
        var data = new ObjectMapper().readTree(event.value());
        assertThat(data.path("sessions").asText()).isEqualTo("cancel");
        assertThat(data.path("reason").asText()).isEqualTo("account closed");
        assertThat(data.path("status").asText()).isEqualTo("suspended");
        // The account may be enabled again, which makes nobody a mentor.
        await().atMost(PATIENCE).until(() -> calls(closed.toString()).contains("DELETE mentor"));
    }

    @Test
    void concludesNothingWhileTheIdentityProviderIsDownAndNoticesAfterwards() {
        var closed = approved();
        given().post(keycloak + "/failing/true").then().statusCode(204);
        accounts(closed.toString(), "deleted");
        awaitLooks();
        assertThat(listed(closed)).isEqualTo(200);

        given().post(keycloak + "/failing/false").then().statusCode(204);
        await().atMost(PATIENCE).until(() -> listed(closed) == 404);
    }

    @Test
    void takesAnAddressWithoutTheRealmForNoAnswer() {
        var mentor = approved();
        accounts("all", "unreachable");
        awaitLooks();
        assertThat(listed(mentor)).isEqualTo(200);
    }

    @Test
    void suspendsNobodyWhenMostAccountsAreGoneAtOnce() {
        var mentors = Stream.generate(this::approved).limit(8).toList();
        accounts("all", "deleted");
        mentors.forEach(this::awaitLook);
        mentors.forEach(this::awaitLook);
        assertThat(mentors).allMatch(mentor -> listed(mentor) == 200);
    }

    private UUID approved() {
        var id = UUID.randomUUID();
        as(Tokens.of("Ada", id).roles("mentee"))
                .body("{}")
                .post("/api/v1/mentors")
                .then()
                .statusCode(201);
        as(ADMIN).post("/api/v1/mentors/" + id + "/approve").then().statusCode(200);
        return id;
    }

    private static int listed(UUID mentor) {
        return given().get("/api/v1/mentors/" + mentor).statusCode();
    }

    /** Two more looks: the first may have begun before what the test has changed. */
    private void awaitLook(UUID mentor) {
        var before = calls("looked-at-" + mentor).size();
        await().atMost(PATIENCE).until(() -> calls("looked-at-" + mentor).size() >= before + 2);
    }

    /** Of several batches, each of which ends early while the provider fails. */
    private void awaitLooks() {
        var before = looks();
        await().atMost(PATIENCE).until(() -> looks() >= before + 10);
    }

    private int looks() {
        return given().get(keycloak + "/looks").as(Integer.class);
    }

    private List<String> calls(String what) {
        return given().get(keycloak + "/calls/" + what).jsonPath().getList("");
    }

    private void accounts(String user, String state) {
        given().post(keycloak + "/accounts/" + user + "/" + state).then().statusCode(204);
    }
}
