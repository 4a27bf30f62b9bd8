package org.mentoring.kit.security;

import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * On whose behalf something is done. It is set in a transaction before the first statement, and row security depends on it.
 *
 * @param id the {@code sub} of the token, the same for a person in every service; null when nobody is signed in, and for
 *     a service's own work
 * @param roles realm roles, or {@link #SERVICE_ROLE} alone
 */
public record Caller(UUID id, Set<String> roles) {

    /** The role of background work. No token can carry it. */
    public static final String SERVICE_ROLE = "service";

    /** Nobody in particular: sees what everyone may see. */
    public static final Caller ANONYMOUS = new Caller(null, Set.of());

    /** The service itself: relay, consumers, schedulers. */
    public static final Caller SERVICE = new Caller(null, Set.of(SERVICE_ROLE));

    public Caller {
        roles = Set.copyOf(roles);
    }

    /**
     * A signed-in person.
     *
     * @param tokenRoles as in the token; a role that row security could take for another one is left out
     */
    public static Caller of(UUID id, Set<String> tokenRoles) {
        Objects.requireNonNull(id);
        return new Caller(
                id,
                tokenRoles.stream()
                        .filter(role -> !role.equals(SERVICE_ROLE) && role.indexOf(',') < 0)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    public boolean has(String role) {
        return roles.contains(role);
    }

    /** The value of the setting {@code app.user_id}. */
    public String idSetting() {
        return id == null ? "" : id.toString();
    }

    /** The value of the setting {@code app.roles}. */
    public String rolesSetting() {
        return roles.stream().sorted().collect(Collectors.joining(","));
    }
}
