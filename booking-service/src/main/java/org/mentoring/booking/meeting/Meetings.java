package org.mentoring.booking.meeting;

import java.net.URI;

import jakarta.enterprise.context.ApplicationScoped;

/** Says where sessions meet: at the mentor's own link where there is one, otherwise each in a room of its own. */
@ApplicationScoped
public class Meetings {

    private final MeetingProvider rooms;

    Meetings(MeetingProvider rooms) {
        this.rooms = rooms;
    }

    /** @param own the mentor's link; null for none */
    public MeetingLink at(URI own) {
        return own == null ? rooms.next() : new MeetingLink(null, own);
    }
}
