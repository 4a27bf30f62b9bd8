package org.mentoring.booking.meeting;

/**
 * Creates the meetings of sessions. Implement as a CDI alternative to replace {@link JitsiRooms}.
 */
interface MeetingProvider {

    /** A meeting of its own for a booking; called before the booking exists, so it must cost nothing if the booking fails. */
    MeetingLink next();
}
