package org.mentoring.booking.schedule;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.PlainText;

/**
 * A kind of session that a mentor offers.
 *
 * @param name unique among the mentor's types
 * @param bufferBeforeMinutes kept free before a session; other sessions may not reach into it
 * @param bufferAfterMinutes kept free after a session
 */
public record SessionType(
        @NotBlank @Size(max = 100) @PlainText String name,
        @NotNull @Min(5) @Max(24 * 60) Integer durationMinutes,
        @NotNull @Min(0) @Max(24 * 60) Integer bufferBeforeMinutes,
        @NotNull @Min(0) @Max(24 * 60) Integer bufferAfterMinutes) {

    Duration duration() {
        return Duration.ofMinutes(durationMinutes);
    }
}
