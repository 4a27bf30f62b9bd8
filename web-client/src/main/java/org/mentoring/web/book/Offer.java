package org.mentoring.web.book;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.mentoring.web.api.model.Slot;

/**
 * Free times of a mentor, and on which terms they are offered.
 *
 * @param timeZone the mentor's
 * @param nextFrom where to go on; null when all are here
 */
public record Offer(
        @JsonProperty("mentor_id") UUID mentorId,
        @JsonProperty("time_zone") String timeZone,
        @JsonProperty("items") List<Slot> items,
        @JsonProperty("next_from") Instant nextFrom,
        @JsonProperty("session_types") List<OfferedType> sessionTypes,
        @JsonProperty("approval_required") boolean approvalRequired,
        @JsonProperty("booking_window_days") long bookingWindowDays) {

    /** A kind of session. */
    public record OfferedType(
            @JsonProperty("name") String name,
            @JsonProperty("duration_minutes") int durationMinutes) {}
}
