package org.mentoring.booking.availability;

import java.time.OffsetDateTime;
import java.util.UUID;

/** A dated window beside the rules. */
record Window(
        UUID id,
        UUID mentorId,
        OffsetDateTime startTime,
        OffsetDateTime endTime,
        WindowStatus status,
        OffsetDateTime createdAt,
        long version) {}
