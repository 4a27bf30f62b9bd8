package org.mentoring.booking.booking;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "mentoring.bookings")
interface BookingConfig {

    /** How long a request waits for its mentor's answer; it never waits beyond its start. */
    @WithDefault("48h")
    Duration answerWithin();

    /** How often requests and holds that have expired are ended. */
    @WithDefault("10s")
    Duration checkEvery();
}
