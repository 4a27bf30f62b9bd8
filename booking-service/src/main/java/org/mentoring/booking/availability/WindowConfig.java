package org.mentoring.booking.availability;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Retention of windows that are over. */
@ConfigMapping(prefix = "mentoring.windows")
interface WindowConfig {

    /** How long after its end a window is kept; figures of days that are over need a week of them. */
    @WithDefault("30d")
    Duration retention();

    /** How often windows past their retention are deleted. */
    @WithDefault("1h")
    String checkEvery();
}
