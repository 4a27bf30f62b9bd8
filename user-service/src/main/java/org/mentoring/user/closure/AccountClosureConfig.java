package org.mentoring.user.closure;

import java.time.Duration;
import java.util.List;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of account closure. */
@ConfigMapping(prefix = "mentoring.account-closure")
interface AccountClosureConfig {

    /** The services that erase a person, each of which acknowledges it. */
    @WithDefault("user-service,mentor-service,booking-service,review-service,notification-service")
    List<String> services();

    /** How long the record of a closed account (who, by whom, when) is kept as evidence of the erasure. */
    @WithDefault("P1096D")
    Duration retention();

    /** Whether this service deletes the account at the identity provider; where it does not, somebody else must. */
    @WithDefault("true")
    boolean deleteIdentity();

    /** How often it looks for accounts to be deleted at the identity provider. */
    @WithDefault("2s")
    String checkEvery();

    /** How long after a first failure it is tried again; doubles with each, up to five minutes. */
    @WithDefault("PT2S")
    Duration retryAfter();

    /** How long a claim on a deletion lasts; longer than a deletion takes. */
    @WithDefault("PT1M")
    Duration lease();
}
