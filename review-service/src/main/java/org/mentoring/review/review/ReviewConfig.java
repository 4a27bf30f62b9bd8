package org.mentoring.review.review;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "mentoring.reviews")
interface ReviewConfig {

    /** How long after it was written a review may be changed by its mentee. */
    @WithDefault("P30D")
    Duration changeableFor();
}
