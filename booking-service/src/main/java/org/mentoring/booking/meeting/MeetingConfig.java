package org.mentoring.booking.meeting;

import java.net.URI;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "mentoring.meetings")
interface MeetingConfig {

    /** The Jitsi server in whose rooms sessions meet; no slash at the end. */
    @WithDefault("https://meet.jit.si")
    URI jitsiUrl();
}
