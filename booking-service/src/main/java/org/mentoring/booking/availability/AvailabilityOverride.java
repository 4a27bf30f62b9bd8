package org.mentoring.booking.availability;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.mentoring.booking.schedule.DayWindow;
import org.mentoring.booking.schedule.OverrideKind;

/**
 * Days whose hours differ from the rules, in the zone of the schedule.
 *
 * @param lastDay included
 * @param windows of each day; none for whole days off
 */
record AvailabilityOverride(
        UUID id,
        UUID mentorId,
        LocalDate firstDay,
        LocalDate lastDay,
        OverrideKind kind,
        List<DayWindow> windows,
        long version) {}
