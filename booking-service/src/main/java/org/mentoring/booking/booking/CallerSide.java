package org.mentoring.booking.booking;

import java.util.UUID;

import org.mentoring.kit.security.Caller;

/** The role of the caller in a booking. Texts about the mentor or the mentee read differently to that person than to others. */
enum CallerSide {
    MENTOR,
    MENTEE,
    /** An admin, who is neither. */
    OTHER;

    static CallerSide of(Caller caller, Booking booking) {
        return of(caller.id(), UUID.fromString(booking.mentorId()), UUID.fromString(booking.userId()));
    }

    private static CallerSide of(UUID caller, UUID mentor, UUID mentee) {
        if (mentor.equals(caller)) {
            return MENTOR;
        }
        return mentee.equals(caller) ? MENTEE : OTHER;
    }
}
