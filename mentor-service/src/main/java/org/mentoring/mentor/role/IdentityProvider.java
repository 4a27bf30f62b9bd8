package org.mentoring.mentor.role;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.WebApplicationException;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.RoleRepresentation;

/**
 * Keycloak, as far as this service may use it: its service account gives and takes the one realm role, sees accounts, and can do
 * nothing else (fine-grained admin permissions of the realm).
 */
@ApplicationScoped
public class IdentityProvider {

    private static final Logger LOG = Logger.getLogger(IdentityProvider.class);
    private static final String MENTOR = "mentor";
    private static final int MOST_FAILURES = 3;

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
    }

    /** A secret that is missing stops the start rather than the first decision. */
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

    /** Those of the people whose account was deleted or disabled, as far as the provider says so. */
    public Uni<List<UUID>> withoutActiveAccount(List<UUID> people) {
        return Uni.createFrom()
                .item(people)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(this::closedAmong);
    }

    /** One account that cannot be looked at keeps no other from it; of a provider that is down no more is asked. */
    private List<UUID> closedAmong(List<UUID> people) {
        var closed = new ArrayList<UUID>();
        var failures = 0;
        for (var person : people) {
            try {
                if (!hasActiveAccount(person)) {
                    closed.add(person);
                }
                failures = 0;
            } catch (RuntimeException e) {
                failures++;
                if (failures == MOST_FAILURES) {
                    throw e;
                }
                LOG.debugf("The account of mentor %s cannot be looked at: %s", person, e);
            }
        }
        return closed;
    }

    private boolean hasActiveAccount(UUID person) {
        try {
            return !Boolean.FALSE.equals(keycloak.realm(realm)
                    .users()
                    .get(person.toString())
                    .toRepresentation()
                    .isEnabled());
        } catch (WebApplicationException e) {
            requireUserNotFound(e);
            return false;
        }
    }

    /** A proxy, or a Keycloak without the realm, answers 404 too. */
    private static void requireUserNotFound(WebApplicationException e) {
        var answer = e.getResponse();
        if (answer.getStatus() != 404
                || !answer.hasEntity()
                || !answer.readEntity(String.class).contains("User not found")) {
            throw e;
        }
    }

    private void set(UUID person, boolean granted) {
        var role = new RoleRepresentation();
        role.setId(config.mentorRoleId());
        role.setName(MENTOR);
        var roles = keycloak.realm(realm).users().get(person.toString()).roles().realmLevel();
        try {
            if (granted) {
                roles.add(List.of(role));
            } else {
                roles.remove(List.of(role));
            }
        } catch (WebApplicationException e) {
            // An account that is no more needs no role.
            requireUserNotFound(e);
        }
    }
}
