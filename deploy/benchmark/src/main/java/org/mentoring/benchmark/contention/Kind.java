package org.mentoring.benchmark.contention;

/** What can be asked for. */
enum Kind {
    BOOK,
    HOLD,
    RELEASE,
    ACCEPT,
    DECLINE,
    RESCHEDULE,
    CANCEL;

    /** Whether what a mentee holds may end by it, when it is the mentee who asks. */
    boolean endsHolds() {
        return this == BOOK || this == HOLD || this == RELEASE || this == RESCHEDULE;
    }
}
