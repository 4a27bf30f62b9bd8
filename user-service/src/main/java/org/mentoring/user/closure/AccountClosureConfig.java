package org.mentoring.user.closure;

import java.time.Duration;
import java.util.List;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What becomes of people who leave. */
@ConfigMapping(prefix = "mentoring.account-closure")
interface AccountClosureConfig {

    /** The services that erase a person, each of which acknowledges it. */
    @WithDefault("user-service,mentor-service,booking-service,review-service,notification-service")
    List<String> services();

    /**
     * How long it is kept who left, by whose decision and when, without any other data of the person: it is the evidence that
     * the erasure was carried out, for as long as claims about it can be raised.
     */
    @WithDefault("P1096D")
    Duration recordsKept();

    /** Whether this service deletes the account at the identity provider; where it does not, somebody else must. */
    @WithDefault("true")
    boolean deleteIdentity();

    /** How often it looks for accounts to be deleted at the identity provider. */
    @WithDefault("2s")
    String checkEvery();

    /** How long after a first failure it is tried again; doubles with each, up to five minutes. */
    @WithDefault("PT2S")
    Duration retryAfter();

    /** How long another replica waits for one that died while it deleted an account. */
    @WithDefault("PT1M")
    Duration lease();
}
