package org.mentoring.booking.availability;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.mentoring.booking.schedule.DayWindow;
import org.mentoring.booking.schedule.OverrideKind;
import org.mentoring.booking.slotengine.DateOverride;
import org.mentoring.booking.time.InstantOrDate;
import org.mentoring.kit.problem.Problems;

/**
 * An override as a mentor writes it.
 *
 * @param lastDay included; null for the first day alone
 * @param windows of each of the days; none, or null, for whole days, which only {@code off} can have
 */
record OverrideChange(
        @NotNull LocalDate firstDay,
        LocalDate lastDay,
        @NotNull OverrideKind kind,
        @Size(max = 8) List<@NotNull @Valid DayWindow> windows) {

    private static final int MOST_DAYS = 366;

    OverrideChange {
        lastDay = lastDay == null ? firstDay : lastDay;
        windows = windows == null ? List.of() : windows;
    }

    /** The same for the slot engine; refuses (422) an override that cannot be meant. */
    DateOverride checked() {
        new InstantOrDate.Day(firstDay).plausible("first_day");
        if (lastDay.isBefore(firstDay)) {
            throw Problems.invalid("last_day", "must not be before first_day");
        }
        if (ChronoUnit.DAYS.between(firstDay, lastDay) >= MOST_DAYS) {
            throw Problems.invalid("last_day", "must be less than " + MOST_DAYS + " days after first_day");
        }
        if (windows.isEmpty() && kind != OverrideKind.OFF) {
            throw Problems.invalid("windows", "must have at least one window");
        }
        return new DateOverride(
                firstDay,
                lastDay,
                kind.kind(),
                windows.stream().map(DayWindow::toHours).toList());
    }
}
