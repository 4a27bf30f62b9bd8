package org.mentoring.booking.schedule;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.Name;
import org.mentoring.kit.validation.Names;

/**
 * A kind of session that a mentor offers.
 *
 * @param name unique among the mentor's types
 * @param bufferBeforeMinutes kept free before a session; other sessions may not reach into it
 * @param bufferAfterMinutes kept free after a session
 */
public record SessionType(
        @NotNull @Size(max = 400) @Name(max = 100) String name,
        @NotNull @Min(5) @Max(24 * 60) Integer durationMinutes,
        @NotNull @Min(0) @Max(24 * 60) Integer bufferBeforeMinutes,
        @NotNull @Min(0) @Max(24 * 60) Integer bufferAfterMinutes) {

    public SessionType {
        name = Names.normalized(name);
    }

    public Duration duration() {
        return Duration.ofMinutes(durationMinutes);
    }
}
