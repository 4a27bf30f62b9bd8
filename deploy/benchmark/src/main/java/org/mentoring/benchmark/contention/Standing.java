package org.mentoring.benchmark.contention;

import java.time.Instant;
import java.util.UUID;

/**
 * How a booking stands: in an answer, in an event, in the database.
 *
 * @param status held, pending, confirmed, declined, expired or cancelled
 * @param expiresAt null unless it is held or waits for an answer
 * @param note the number of the attempt that booked it; null for a hold
 * @param reason the number of the attempt that declined or cancelled it; null while it stands
 */
record Standing(
        UUID id,
        long version,
        String status,
        UUID mentor,
        UUID mentee,
        Instant start,
        Instant end,
        Instant expiresAt,
        String note,
        String reason) {

    boolean occupies() {
        return switch (status) {
            case "held", "pending", "confirmed" -> true;
            default -> false;
        };
    }

    /** Whether both tell of the same state of the same booking. */
    boolean agrees(Standing other) {
        return id.equals(other.id)
                && version == other.version
                && status.equals(other.status)
                && mentor.equals(other.mentor)
                && mentee.equals(other.mentee)
                && start.equals(other.start)
                && end.equals(other.end);
    }
}
