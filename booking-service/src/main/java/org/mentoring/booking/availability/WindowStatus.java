package org.mentoring.booking.availability;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Available adds time to the rules, blocked removes it. */
enum WindowStatus {
    @JsonProperty("available")
    AVAILABLE,
    @JsonProperty("blocked")
    BLOCKED;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
