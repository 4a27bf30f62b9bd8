package org.mentoring.acceptance;

import java.time.Duration;
import java.util.Base64;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mentoring.acceptance.RunningPlatform.Platform;
import org.mentoring.local.client.Answer;
import org.mentoring.local.client.Api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A decision of an admin shows in the tokens of the real Keycloak. */
@ExtendWith(RunningPlatform.class)
class RealmRoleTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Platform platform;
    private Api api;

    RealmRoleTest(Platform platform) {
        this.platform = platform;
    }

    @BeforeEach
    void call() {
        api = new Api(platform.addresses());
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void theRoleIsGrantedWithTheApprovalEvenIfKeycloakHangsAndRevokedWithTheSuspension() throws Exception {
        var ken = api.as("ken");
        var admin = api.as("admin");
        assertThat(roles()).doesNotContain("mentor");
        ken.post("/api/v1/mentors", "{\"bio\": \"Small tools\"}").expect(201);
        var id = ken.get("/api/v1/mentors/me").expect(200).json().path("id").asText();

        try (var _ = platform.freeze("keycloak")) {
            admin.post("/api/v1/mentors/" + id + "/approve", null).expect(200);
            api.anyone().get("/api/v1/mentors/" + id).expect(200);
        }
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(roles()).contains("mentor", "mentee"));
        await().atMost(TIMEOUT)
                .until(() -> api.as("ken").get("/api/v1/availability/settings").status() == 200);

        admin.post("/api/v1/mentors/" + id + "/suspend", null).expect(200);
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(roles()).contains("mentee").doesNotContain("mentor"));
    }

    private String roles() {
        var claims = api.token("ken").split("\\.")[1];
        return Answer.parse(new String(Base64.getUrlDecoder().decode(claims), UTF_8))
                .path("realm_access")
                .path("roles")
                .toString();
    }
}
