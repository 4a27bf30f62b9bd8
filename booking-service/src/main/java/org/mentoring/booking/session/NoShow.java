package org.mentoring.booking.session;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A report that somebody did not come to a session.
 *
 * @param absent who did not come; null means the other side than the one that reports it
 */
record NoShow(@JsonAlias("who") Side absent) {

    static final NoShow OF_OTHER_SIDE = new NoShow(null);

    /** Mentor or mentee. */
    enum Side {
        @JsonProperty("mentor")
        MENTOR,
        @JsonProperty("mentee")
        MENTEE;

        /** As the database names it; null for null. */
        static String column(Side side) {
            return side == null ? null : side.name().toLowerCase(Locale.ROOT);
        }
    }
}
