package org.mentoring.booking.session;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "mentoring.sessions")
interface SessionConfig {

    /** How long after its end somebody can be reported not to have come to a session, and how long the report can be contested. */
    @WithDefault("P7D")
    Duration noShowWithin();

    /** How often sessions are begun and ended by the clock, and reports made final. */
    @WithDefault("10s")
    Duration checkEvery();
}
