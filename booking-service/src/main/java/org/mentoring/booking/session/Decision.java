package org.mentoring.booking.session;

import jakarta.validation.constraints.NotNull;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An admin's decision on a session.
 *
 * @param outcome completed: it took place; no-show: a side was absent
 * @param absent who did not come; null means the side that was reported
 */
record Decision(@NotNull SessionOutcome outcome, NoShow.Side absent) {

    enum SessionOutcome {
        @JsonProperty("completed")
        COMPLETED("completed"),
        @JsonProperty("no-show")
        NO_SHOW("no-show");

        private final String status;

        SessionOutcome(String status) {
            this.status = status;
        }

        String status() {
            return status;
        }
    }
}
