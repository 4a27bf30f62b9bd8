package org.mentoring.booking.meeting;

import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;

import jakarta.enterprise.context.ApplicationScoped;

/** Rooms of a Jitsi server: a room begins to exist when somebody enters, and its name is what keeps others out. */
@ApplicationScoped
class JitsiRooms implements MeetingProvider {

    private static final int NAME_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final MeetingConfig config;

    JitsiRooms(MeetingConfig config) {
        this.config = config;
    }

    @Override
    public MeetingLink next() {
        var name = new byte[NAME_BYTES];
        random.nextBytes(name);
        var room = "mentoring-" + HexFormat.of().formatHex(name);
        return new MeetingLink(room, URI.create(config.jitsiUrl() + "/" + room));
    }
}
