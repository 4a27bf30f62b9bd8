package org.mentoring.booking.booking;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "mentoring.holds")
interface HoldConfig {

    /** How long a slot is held; never beyond its start. */
    @WithDefault("5m")
    Duration duration();

    /** How many slots, each of another mentor, a person can hold at once. */
    @WithDefault("5")
    int maxPerPerson();
}
