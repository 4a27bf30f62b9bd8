package org.mentoring.booking.booking;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is unusual about a time that a mentor or an admin chooses for a booking. */
enum TimeWarning {
    /** No rule or window of the mentor covers it. */
    @JsonProperty("outside-hours")
    OUTSIDE_HOURS,
    /** It begins before the mentor's minimum notice is over. */
    @JsonProperty("inside-notice")
    INSIDE_NOTICE,
    /** It is further away than the mentor can be booked. */
    @JsonProperty("beyond-window")
    BEYOND_WINDOW,
    /** A connected calendar of the mentor shows something else then. */
    @JsonProperty("busy-elsewhere")
    BUSY_ELSEWHERE,
    /** The mentor has as many sessions on that day, or in that week, as the mentor wants. */
    @JsonProperty("over-limit")
    OVER_LIMIT
}
