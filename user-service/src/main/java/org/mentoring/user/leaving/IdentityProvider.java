package org.mentoring.user.leaving;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.keycloak.admin.client.Keycloak;

/** Keycloak, as far as this service may change it: its service account manages users and can do nothing else. */
@ApplicationScoped
class IdentityProvider {

    private final Keycloak keycloak;
    private final LeavingConfig config;
    private final String realm;
    private final Optional<String> secret;

    IdentityProvider(
            Keycloak keycloak,
            LeavingConfig config,
            @ConfigProperty(name = "quarkus.keycloak.admin-client.realm") String realm,
            @ConfigProperty(name = "mentoring.keycloak.client-secret") Optional<String> secret) {
        this.keycloak = keycloak;
        this.config = config;
        this.realm = realm;
        this.secret = secret;
    }

    /** A secret that is missing stops the start rather than the first person who leaves. */
    void check(@Observes StartupEvent start) {
        if (config.deleteIdentity() && secret.isEmpty()) {
            throw new IllegalStateException(
                    "mentoring.keycloak.client-secret is not set: without it this service cannot delete the accounts of"
                            + " people who left; mentoring.leaving.delete-identity=false leaves that to others");
        }
    }

    /** Deletes the account, unless there is none any more; its sessions end. */
    Uni<Void> delete(UUID person) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> deleteNow(person));
    }

    private void deleteNow(UUID person) {
        try (var answer = keycloak.realm(realm).users().delete(person.toString())) {
            var status = answer.getStatusInfo();
            if (status.getFamily() != Response.Status.Family.SUCCESSFUL
                    && status.getStatusCode() != Response.Status.NOT_FOUND.getStatusCode()) {
                throw new WebApplicationException(
                        "The identity provider answered " + status.getStatusCode(), status.getStatusCode());
            }
        }
    }
}
