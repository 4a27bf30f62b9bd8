package org.mentoring.booking.meeting;

/** Where a session meets. */
public interface MeetingLinks {

    /** A meeting of its own for a booking; called before the booking exists, so it must cost nothing when none comes of it. */
    MeetingLink next();

    /**
     * @param id what the provider calls the meeting
     * @param url where both sides go; whoever knows it may enter, so it cannot be guessed
     */
    record MeetingLink(String id, String url) {}
}
