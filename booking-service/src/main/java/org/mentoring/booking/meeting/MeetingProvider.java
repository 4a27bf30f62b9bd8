package org.mentoring.booking.meeting;

/**
 * Gives sessions a place to meet. A bean that implements this is the whole of what another provider than Jitsi takes: it
 * stands in for {@link JitsiRooms} as a CDI alternative.
 */
interface MeetingProvider {

    /** A meeting of its own for a booking; called before the booking exists, so it must cost nothing when none comes of it. */
    MeetingLink next();
}
