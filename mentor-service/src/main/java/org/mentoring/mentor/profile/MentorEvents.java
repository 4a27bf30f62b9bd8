package org.mentoring.mentor.profile;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
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

    /** The data of a suspension: also what happens to the coming sessions, and why. */
    record SuspensionData(@JsonUnwrapped MentorData mentor, Suspension.SuspendedSessions sessions, String reason) {}

    static OutboxEvent applied(Mentor mentor) {
        return event("applied", mentor);
    }

    static OutboxEvent approved(Mentor mentor) {
        return event("approved", mentor);
    }

    static OutboxEvent updated(Mentor mentor) {
        return event("updated", mentor);
    }

    static OutboxEvent suspended(Mentor mentor, Suspension suspension) {
        return event("suspended", mentor, new SuspensionData(data(mentor), suspension.sessions(), suspension.reason()));
    }

    private static OutboxEvent event(String what, Mentor mentor) {
        return event(what, mentor, data(mentor));
    }

    private static OutboxEvent event(String what, Mentor mentor, Object data) {
        return new OutboxEvent(TOPIC, "org.mentoring.mentor." + what + ".v1", mentor.id(), mentor.version(), data);
    }

    private static MentorData data(Mentor mentor) {
        return new MentorData(
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
    }
}
