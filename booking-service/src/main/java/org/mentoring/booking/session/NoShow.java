package org.mentoring.booking.session;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Why a session did not take place.
 *
 * @param who did not come; null means the other side than the one that says so
 */
record NoShow(Side who) {

    static final NoShow OF_THE_OTHER = new NoShow(null);

    enum Side {
        @JsonProperty("mentor")
        MENTOR,
        @JsonProperty("mentee")
        MENTEE
    }

    /** As the database names it; null for the other side. */
    String absent() {
        return who == null ? null : who.name().toLowerCase(Locale.ROOT);
    }
}
