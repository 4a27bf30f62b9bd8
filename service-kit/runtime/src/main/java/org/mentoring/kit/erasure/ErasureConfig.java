package org.mentoring.kit.erasure;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a service erases what it knows of people who left. */
@ConfigMapping(prefix = "mentoring.erasure")
interface ErasureConfig {

    /** How often the service looks for people to erase. */
    @WithDefault("1s")
    String checkEvery();

    /** How long after a look that left something, or failed, it looks again. */
    @WithDefault("PT5S")
    Duration retryAfter();

    /** How often it looks again for what late events brought, for as long as the topics keep events. */
    @WithDefault("PT6H")
    Duration sweepEvery();

    /** For how long it looks again; longer than the topics keep events. */
    @WithDefault("P32D")
    Duration sweepFor();

    /** Tokens are never valid for longer than this; for as long, calls of a person whose account was closed are refused. */
    @WithDefault("P1D")
    Duration longestToken();
}
