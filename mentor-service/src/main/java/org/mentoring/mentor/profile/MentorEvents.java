package org.mentoring.mentor.profile;

import java.util.List;
import java.util.UUID;

import org.mentoring.kit.outbox.OutboxEvent;

/** What is published of mentors: after each change, the mentor as it then stands. */
final class MentorEvents {

    static final String TOPIC = "mentoring.mentors";

    private MentorEvents() {}

    /** The data of every event of a mentor. */
    record MentorData(
            UUID mentorId,
            UUID userId,
            String name,
            String email,
            String status,
            String timeZone,
            String locale,
            String bio,
            String profileImageUrl,
            String linkedin,
            List<String> expertise,
            long version) {}

    static OutboxEvent applied(Mentor mentor) {
        return event("applied", mentor);
    }

    static OutboxEvent approved(Mentor mentor) {
        return event("approved", mentor);
    }

    static OutboxEvent updated(Mentor mentor) {
        return event("updated", mentor);
    }

    static OutboxEvent suspended(Mentor mentor) {
        return event("suspended", mentor);
    }

    private static OutboxEvent event(String what, Mentor mentor) {
        var data = new MentorData(
                mentor.id(),
                mentor.userId(),
                mentor.name(),
                mentor.email(),
                mentor.status(),
                mentor.timeZone(),
                mentor.locale(),
                mentor.bio(),
                mentor.profileImageUrl(),
                mentor.linkedin(),
                mentor.expertise(),
                mentor.version());
        return new OutboxEvent(TOPIC, "org.mentoring.mentor." + what + ".v1", mentor.id(), mentor.version(), data);
    }
}
