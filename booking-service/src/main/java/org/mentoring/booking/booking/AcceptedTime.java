package org.mentoring.booking.booking;

import java.time.OffsetDateTime;

import jakarta.annotation.Nullable;

/**
 * Which proposed time is accepted.
 *
 * @param startTime 409 if another time has been proposed since; null for the current proposal
 */
record AcceptedTime(@Nullable OffsetDateTime startTime) {

    static final AcceptedTime CURRENT = new AcceptedTime(null);
}
