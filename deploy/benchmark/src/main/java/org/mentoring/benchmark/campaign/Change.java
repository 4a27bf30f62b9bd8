package org.mentoring.benchmark.campaign;

import java.time.Duration;
import java.util.UUID;

/**
 * A change that a client requested, with all its retries.
 *
 * @param key the {@code Idempotency-Key} of its requests; of a new state, who or what has it
 * @param status of the last answer; 0 when none came in time, so that its outcome is unknown
 * @param id of the booking, the review, the person or the mentor; null unless it was done
 * @param version of the booking or review after it
 * @param state that somebody or something has after it; null for bookings and reviews
 */
record Change(Kind kind, String key, int status, UUID id, long version, String state, Duration took, int requests) {

    enum Kind {
        BOOK,
        MOVE,
        PROPOSE,
        ANSWER,
        CANCEL,
        ACCEPT,
        DECLINE,
        REVIEW,
        /** Gives an account another name. */
        RENAME,
        /** Gives somebody another e-mail address in the realm, which the next token tells the platform. */
        ADDRESS,
        /** Chooses the language of mails. */
        PREFERENCES,
        /** Suspends a mentor, or approves one again. */
        SUSPEND;

        /** Whether the change replaces a state, so that the last one counts. */
        boolean isState() {
            return compareTo(RENAME) >= 0;
        }
    }

    boolean done() {
        return id != null;
    }

    boolean unknown() {
        return !done() && status == 0;
    }

    boolean refused() {
        return !done() && status != 0;
    }
}
