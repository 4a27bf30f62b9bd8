package org.mentoring.kit.inbox;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long it is remembered which events were applied. */
@ConfigMapping(prefix = "mentoring.inbox")
interface InboxConfig {

    /** How long the id of an event is kept, from when it happened; longer than one may wait for a consumer or as a dead letter. */
    @WithDefault("P100D")
    Duration retention();

    /** How often each replica deletes older ones. */
    @WithDefault("PT1H")
    Duration checkEvery();
}
