package org.mentoring.kit.link;

import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** By what the links of mails are signed. */
@ConfigMapping(prefix = "mentoring.booking-links")
interface BookingLinkConfig {

    /**
     * Secrets of at least 32 characters, the same for the service that writes mails and the one that keeps bookings: the first
     * signs, all are accepted, so that a new one can be put in front. Without any, no links are made and none is accepted.
     */
    Optional<List<String>> keys();
}
