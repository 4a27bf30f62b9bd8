package org.mentoring.booking.schedule;

import java.time.LocalTime;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mentoring.booking.slotengine.DateOverride;

/**
 * A window of each day of an override, on the clock of the schedule's zone.
 *
 * @param start such as 09:00
 * @param end of the same day where it is after the start, else of the next one: 00:00 is midnight at the end of the day
 */
public record DayWindow(
        @NotNull @Pattern(regexp = CLOCK) @Schema(examples = "09:00")
        String start,

        @NotNull @Pattern(regexp = CLOCK) @Schema(examples = "12:00")
        String end) {

    private static final String CLOCK = "([01]\\d|2[0-3]):[0-5]\\d";

    public DateOverride.Hours toHours() {
        return new DateOverride.Hours(LocalTime.parse(start), LocalTime.parse(end));
    }
}
