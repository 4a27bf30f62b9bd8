package org.mentoring.kit.outbox;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How events leave this service. */
@ConfigMapping(prefix = "mentoring.outbox")
interface OutboxConfig {

    /** Whether this replica may relay; switched off where events are only to be written. */
    @WithDefault("true")
    boolean enabled();

    /** How long an event may wait whose hint was lost, or that another replica wrote. */
    @WithDefault("PT0.25S")
    Duration pollInterval();

    /** How long to wait after a failure of Kafka or the database. */
    @WithDefault("PT1S")
    Duration retryAfter();

    /** How long a claim lasts; another replica takes over after it when one has died. */
    @WithDefault("PT10S")
    Duration lease();

    /** How many events are published at once, at most. */
    @WithDefault("1000")
    int batchSize();

    /** For how long a topic may be missing before its events are parked; one is created after a service in an installation. */
    @WithDefault("PT1M")
    Duration missingTopicGrace();
}
