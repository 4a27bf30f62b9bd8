package org.mentoring.booking.booking;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import jakarta.annotation.Nullable;

import org.mentoring.booking.time.Times;

/**
 * Which time is accepted: the start of a pending booking, or a proposed one.
 *
 * @param startTime 409 if it is another time by now; null for the current one
 */
record AcceptedTime(@Nullable OffsetDateTime startTime) {

    static final AcceptedTime CURRENT = new AcceptedTime(null);

    /** As parameters of the database carry it; null for null. */
    OffsetDateTime utc() {
        return startTime == null
                ? null
                : Times.plausible("start_time", startTime).withOffsetSameInstant(ZoneOffset.UTC);
    }
}
