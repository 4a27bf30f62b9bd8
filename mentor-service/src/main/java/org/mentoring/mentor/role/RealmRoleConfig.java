package org.mentoring.mentor.role;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the identity provider learns who is a mentor. */
@ConfigMapping(prefix = "mentoring.realm-roles")
interface RealmRoleConfig {

    /** Whether this service gives and takes the role; where it does not, somebody else must. */
    @WithDefault("true")
    boolean enabled();

    /** The role's id in the realm, which Keycloak wants to be named along with the role. */
    @WithDefault("e0000000-0000-4000-8000-000000000002")
    String mentorRoleId();

    /** How often is looked for decisions that have not been passed on. */
    @WithDefault("2s")
    String checkEvery();

    /** How long after a first failure it is tried again; doubles with each, up to five minutes. */
    @WithDefault("PT2S")
    Duration retryAfter();

    /** How long a claim lasts; longer than one request to the identity provider. */
    @WithDefault("PT1M")
    Duration lease();
}
