package org.mentoring.kit.embedded;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeycloakServerTest {

    @Test
    void limitsTheWaitForADatabaseThatDoesNotRespond() {
        var launch = new KeycloakServer(Path.of("keycloak"), 8180, 9000)
                .launch("jdbc:postgresql://localhost/keycloak", "keycloak", "secret", Map.of());

        assertThat(launch.environment().get("KC_DB_URL"))
                .startsWith("jdbc:postgresql://localhost/keycloak?")
                .containsPattern("connectTimeout=[1-9]")
                .containsPattern("socketTimeout=[1-9]");
        assertThat(launch.environment()).containsKey("KC_TRANSACTION_DEFAULT_TIMEOUT");
    }
}
