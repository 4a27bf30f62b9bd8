package org.mentoring.notification.retention;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long what is done with is kept. */
@ConfigMapping(prefix = "mentoring.retention")
interface RetentionConfig {

    /** Mails that were sent, withdrawn or given up, from when they were planned; those about a booking until it is over, too. */
    @WithDefault("P400D")
    Duration messages();

    /** Dead letters that were replayed or discarded, from then on. */
    @WithDefault("P90D")
    Duration deadLetters();

    /** Which report was made for whom, from then on; no shorter than mails, and longer than the longest period of a report. */
    @WithDefault("P400D")
    Duration reportRuns();

    /** What is known about bookings, from their end; longer than a session waits to be completed. */
    @WithDefault("P400D")
    Duration bookings();

    /** How often each replica deletes what is older. */
    @WithDefault("PT1H")
    Duration checkEvery();
}
