package org.mentoring.benchmark.campaign;

import java.time.Duration;
import java.util.UUID;

/**
 * A change that a client requested, with all its retries.
 *
 * @param key the {@code Idempotency-Key} of its requests
 * @param status of the last answer; 0 when none came in time, so that its outcome is unknown
 * @param id of the booking or review as the answer shows it; null unless it was done
 * @param version of the booking or review after it
 */
record Change(Kind kind, String key, int status, UUID id, long version, Duration took, int requests) {

    enum Kind {
        BOOK,
        MOVE,
        CANCEL,
        ACCEPT,
        REVIEW
    }

    boolean done() {
        return id != null;
    }

    boolean refused() {
        return !done() && status != 0;
    }
}
