package org.mentoring.booking.booking;

import org.mentoring.kit.security.Caller;

/** The role of the caller in a booking. Texts about the mentor or the mentee read differently to that person than to others. */
enum CallerSide {
    MENTOR,
    MENTEE,
    /** An admin, who is neither. */
    OTHER;

    static CallerSide of(Caller caller, Booking booking) {
        var id = caller.id().toString();
        if (booking.mentorId().equals(id)) {
            return MENTOR;
        }
        return booking.userId().equals(id) ? MENTEE : OTHER;
    }
}
