package org.mentoring.booking.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Full: there are hours, but all are booked or limits are reached. Away: the mentor has blocked the hours or has other hours on
 * these days. No hours: there are none.
 */
public enum UnavailableReason {
    @JsonProperty("full")
    FULL,
    @JsonProperty("away")
    AWAY,
    @JsonProperty("no-hours")
    NO_HOURS
}
