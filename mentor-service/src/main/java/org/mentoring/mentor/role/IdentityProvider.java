package org.mentoring.mentor.role;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.WebTarget;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.spi.ResteasyClientProvider;
import org.keycloak.representations.idm.RoleRepresentation;

/**
 * Keycloak, as far as this service may change it: its service account gives and takes the one realm role and can do nothing
 * else (fine-grained admin permissions of the realm).
 */
@ApplicationScoped
class IdentityProvider {

    private static final String MENTOR = "mentor";
    /** Where a response is lost, the client would wait for it forever; shorter than the lease. */
    private static final long TIMEOUT_MILLIS = 10_000;

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
        // Each request scope has a client of its own, made when it is first used.
        Keycloak.setClientProvider(new TimeLimited(Keycloak.getClientProvider()));
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

    /** Waits for a response for a limited time. */
    private record TimeLimited(ResteasyClientProvider provider) implements ResteasyClientProvider {

        @Override
        public Client newRestEasyClient(Object messageHandler, SSLContext context, boolean disableTrustManager) {
            return provider.newRestEasyClient(messageHandler, context, disableTrustManager)
                    .property(QuarkusRestClientProperties.READ_TIMEOUT, TIMEOUT_MILLIS);
        }

        @Override
        public <R> R targetProxy(WebTarget target, Class<R> type) {
            return provider.targetProxy(target, type);
        }
    }
}
