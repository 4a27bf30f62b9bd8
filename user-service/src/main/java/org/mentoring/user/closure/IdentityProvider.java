package org.mentoring.user.closure;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.UsersResource;
import org.mentoring.kit.security.KeycloakTimeout;

import static java.util.stream.Collectors.joining;

/** Keycloak, as far as this service may use it: its service account manages users, sees events, and can do nothing else. */
@ApplicationScoped
class IdentityProvider {

    /** Shorter than the leases. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** Their ids fit into the address of a request. */
    private static final int MOST_AT_ONCE = 50;

    private static final int MOST_EVENTS = 500;
    private static final Pattern USER = Pattern.compile("users/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    private final Keycloak keycloak;
    private final AccountClosureConfig config;
    private final String realm;
    private final Optional<String> secret;

    IdentityProvider(
            Keycloak keycloak,
            AccountClosureConfig config,
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
        if (config.deleteIdentity() && secret.isEmpty()) {
            throw new IllegalStateException(
                    "mentoring.keycloak.client-secret is not set: without it this service cannot delete the accounts of"
                            + " people who left; mentoring.account-closure.delete-identity=false leaves that to others");
        }
    }

    /** Deletes the account, unless there is none any more; its sessions end. */
    Uni<Void> delete(UUID person) {
        return blocking(() -> {
            deleteNow(person);
            return null;
        });
    }

    /** Those of the people who have an account, and whether it is enabled. Who is missing may also be invisible to this service. */
    Uni<Map<UUID, Boolean>> accounts(List<UUID> people) {
        return blocking(() -> {
            var found = new HashMap<UUID, Boolean>();
            for (var from = 0; from < people.size(); from += MOST_AT_ONCE) {
                var some = people.subList(from, Math.min(from + MOST_AT_ONCE, people.size()));
                users().search("id:" + some.stream().map(UUID::toString).collect(joining(" ")), 0, MOST_AT_ONCE, true)
                        .forEach(user -> found.put(UUID.fromString(user.getId()), user.isEnabled()));
            }
            return found;
        });
    }

    /** Whether the person has an account. Fails unless the provider says either way. */
    Uni<Boolean> hasAccount(UUID person) {
        return blocking(() -> {
            try {
                users().get(person.toString()).toRepresentation();
                return true;
            } catch (WebApplicationException e) {
                requireUserNotFound(e);
                return false;
            }
        });
    }

    /** Whose accounts were deleted since then, by an admin or by the people themselves, as far as the realm records it. */
    Uni<List<UUID>> deletedSince(Instant since) {
        return blocking(() -> {
            var from = Long.toString(since.toEpochMilli());
            var admins = keycloak.realm(realm)
                    .getAdminEvents(
                            List.of("DELETE"),
                            null,
                            null,
                            null,
                            null,
                            null,
                            List.of("USER"),
                            from,
                            null,
                            0,
                            MOST_EVENTS,
                            "desc");
            var own = keycloak.realm(realm)
                    .getEvents(List.of("DELETE_ACCOUNT"), null, null, from, null, null, 0, MOST_EVENTS, "desc");
            // Who is in another store of the realm, such as LDAP, has no uuid, and is nobody here.
            return Stream.concat(
                            admins.stream().map(event -> event.getResourcePath()),
                            own.stream().map(event -> "users/" + event.getUserId()))
                    .map(USER::matcher)
                    .filter(Matcher::matches)
                    .map(path -> UUID.fromString(path.group(1)))
                    .distinct()
                    .toList();
        });
    }

    private UsersResource users() {
        return keycloak.realm(realm).users();
    }

    private static <T> Uni<T> blocking(Supplier<T> call) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(ignored -> call.get());
    }

    private void deleteNow(UUID person) {
        try (var answer = users().delete(person.toString())) {
            if (answer.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
                requireUserNotFound(
                        new WebApplicationException("The identity provider answered " + answer.getStatus(), answer));
            }
        }
    }

    /** A proxy, or a Keycloak without the realm, answers 404 too. */
    private static void requireUserNotFound(WebApplicationException e) {
        var answer = e.getResponse();
        if (answer.getStatus() != Response.Status.NOT_FOUND.getStatusCode()
                || !answer.hasEntity()
                || !answer.readEntity(String.class).contains("User not found")) {
            throw e;
        }
    }
}
