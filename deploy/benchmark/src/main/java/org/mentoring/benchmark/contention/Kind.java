package org.mentoring.benchmark.contention;

/** The operations. */
enum Kind {
    BOOK,
    HOLD,
    RELEASE,
    ACCEPT,
    DECLINE,
    RESCHEDULE,
    PROPOSE,
    ACCEPT_PROPOSAL,
    DECLINE_PROPOSAL,
    WITHDRAW_PROPOSAL,
    CANCEL;

    /** Whether what somebody holds may end by it, when it is that person who asks. */
    boolean endsHolds() {
        return this == BOOK || this == HOLD || this == RELEASE || this == RESCHEDULE || this == PROPOSE;
    }
}
