package org.mentoring.booking.booking;

import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import org.mentoring.kit.validation.Names;

/**
 * A slot to hold.
 *
 * @param startTime the start of one of the mentor's free slots
 * @param sessionType the name of one of the mentor's session types
 */
record NewHold(
        @NotNull UUID mentorId,
        @NotNull OffsetDateTime startTime,
        @NotBlank String sessionType) {

    NewHold {
        sessionType = Names.normalized(sessionType);
    }
}
