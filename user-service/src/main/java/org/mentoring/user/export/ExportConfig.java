package org.mentoring.user.export;

import java.time.Duration;
import java.util.List;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Archives of what is known about a person. */
@ConfigMapping(prefix = "mentoring.exports")
interface ExportConfig {

    /** The services of which an archive has a document each. */
    @WithDefault("user-service,mentor-service,booking-service,review-service,notification-service")
    List<String> services();

    /** How long an archive can be fetched. */
    @WithDefault("P7D")
    Duration retention();

    /** How often archives past their retention are deleted. */
    @WithDefault("PT1H")
    String checkEvery();
}
