package org.mentoring.mentor.role;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.RoleRepresentation;
import org.mentoring.kit.security.KeycloakTimeout;

/**
 * Keycloak, as far as this service may change it: its service account gives and takes the one realm role and can do nothing
 * else (fine-grained admin permissions of the realm).
 */
@ApplicationScoped
class IdentityProvider {

    private static final String MENTOR = "mentor";
    /** Shorter than the lease. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Keycloak keycloak;
    private final RealmRoleConfig config;
    private final String realm;
    private final Optional<String> secret;

    IdentityProvider(
            Keycloak keycloak,
            RealmRoleConfig config,
            @ConfigProperty(name = "quarkus.keycloak.admin-client.realm") String realm,
            @ConfigProperty(name = "mentoring.keycloak.client-secret") Optional<String> secret) {
        this.keycloak = keycloak;
        this.config = config;
        this.realm = realm;
        this.secret = secret;
        KeycloakTimeout.set(TIMEOUT);
    }

    /** Fails at startup if the client secret is missing. */
    void check(@Observes StartupEvent start) {
        if (config.enabled() && secret.isEmpty()) {
            throw new IllegalStateException(
                    "mentoring.keycloak.client-secret is not set: without it this service cannot give"
                            + " the role of mentors; mentoring.realm-roles.enabled=false leaves that to others");
        }
    }

    /** Makes it so, whether or not it is so already; new tokens of the person show it. */
    Uni<Void> setMentor(UUID person, boolean granted) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> set(person, granted));
    }

    private void set(UUID person, boolean granted) {
        var role = new RoleRepresentation();
        role.setId(config.mentorRoleId());
        role.setName(MENTOR);
        var roles = keycloak.realm(realm).users().get(person.toString()).roles().realmLevel();
        if (granted) {
            roles.add(List.of(role));
        } else {
            roles.remove(List.of(role));
        }
    }
}
