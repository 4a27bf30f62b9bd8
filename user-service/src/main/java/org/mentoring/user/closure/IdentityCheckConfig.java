package org.mentoring.user.closure;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How it is noticed that an account at the identity provider was deleted or disabled there. */
@ConfigMapping(prefix = "mentoring.identity-checks")
interface IdentityCheckConfig {

    /** Whether accounts are looked at; needs the access to the identity provider that deleting needs. */
    @WithDefault("${mentoring.account-closure.delete-identity:true}")
    boolean enabled();

    /** How often each replica looks whether a check is due. */
    @WithDefault("2s")
    String checkEvery();

    /** How long after a check the next one is due, on one of the replicas. */
    @WithDefault("PT5S")
    Duration pause();

    /** How many accounts are looked at in one check, 50 in one request. Batch and pause bound the load on the provider. */
    @WithDefault("200")
    int batch();

    /** An account is closed when it is missing twice, so far apart. */
    @WithDefault("PT2M")
    Duration confirmAfter();

    /** How far back recorded deletions are read in each check; what is older is found by looking at every account. */
    @WithDefault("PT1H")
    Duration recordedWithin();

    /** Of all accounts no more than this share, or {@link #largestNumber} if that is more, is closed within a day. */
    @WithDefault("0.02")
    double largestShare();

    /** So many accounts may be closed within a day, whatever share of all that is. */
    @WithDefault("10")
    int largestNumber();

    /** How long a claim on a check lasts; longer than a check takes. */
    @WithDefault("PT1M")
    Duration lease();
}
