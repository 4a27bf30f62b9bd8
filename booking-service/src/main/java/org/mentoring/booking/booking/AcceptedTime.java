package org.mentoring.booking.booking;

import java.time.OffsetDateTime;

import jakarta.annotation.Nullable;

/**
 * Which proposed time is accepted.
 *
 * @param startTime 409 if another time is proposed by now; null for whichever is proposed
 */
record AcceptedTime(@Nullable OffsetDateTime startTime) {

    static final AcceptedTime WHICHEVER = new AcceptedTime(null);
}
