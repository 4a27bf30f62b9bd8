package org.mentoring.kit.erasure;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a service erases what it knows of people whose account is closed. */
@ConfigMapping(prefix = "mentoring.erasure")
interface ErasureConfig {

    /** How often the service looks for people to erase. */
    @WithDefault("1s")
    String checkEvery();

    /** How long to wait after an erasure that failed or left something. */
    @WithDefault("PT5S")
    Duration retryAfter();

    /** How often what late events brought of an erased person is erased. */
    @WithDefault("PT6H")
    Duration recheckEvery();

    /** For how long that is repeated after the erasure; longer than the topics keep events. */
    @WithDefault("P32D")
    Duration recheckFor();

    /** Tokens are never valid for longer than this; for as long, calls of a person whose account was closed are refused. */
    @WithDefault("P1D")
    Duration longestToken();
}
