package org.mentoring.booking.session;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Why a session did not take place.
 *
 * @param who did not come; null means the mentee
 */
record NoShow(Side who) {

    static final NoShow OF_THE_MENTEE = new NoShow(null);

    enum Side {
        @JsonProperty("mentor")
        MENTOR,
        @JsonProperty("mentee")
        MENTEE
    }

    String absent() {
        return (who == null ? Side.MENTEE : who).name().toLowerCase(Locale.ROOT);
    }
}
