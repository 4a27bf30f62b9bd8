package org.mentoring.benchmark.campaign;

import java.time.Duration;
import java.util.UUID;

/**
 * Something that a person wanted, however many requests it took.
 *
 * @param key the {@code Idempotency-Key} of its requests
 * @param status of the last answer; 0 when none came in time, so that nobody knows what became of it
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
