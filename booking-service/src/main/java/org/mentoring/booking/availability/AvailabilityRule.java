package org.mentoring.booking.availability;

import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.annotation.Nullable;

import org.mentoring.booking.schedule.RecurrenceRule;

/** A rule: the first window, and how it recurs on the mentor's clock. */
record AvailabilityRule(
        UUID id,
        UUID mentorId,
        OffsetDateTime startTime,
        OffsetDateTime endTime,
        @Nullable RecurrenceRule recurrence,
        long version) {}
