package org.mentoring.booking.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Full: there are hours, and all are taken or limits are reached. Away: there would be hours if the mentor had not blocked them or
 * had other hours on these days. No hours: there are none.
 */
enum UnavailableReason {
    @JsonProperty("full")
    FULL,
    @JsonProperty("away")
    AWAY,
    @JsonProperty("no-hours")
    NO_HOURS
}
