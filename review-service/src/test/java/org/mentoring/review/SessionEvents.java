package org.mentoring.review;

import java.util.UUID;

import org.mentoring.kit.test.TestTopics;

/** The events of a session as the booking service publishes them. */
record SessionEvents(UUID session, UUID mentor, UUID mentee) {

    /** @return the id of the event */
    String started(int version) {
        return publish("started", version, "active", null, null, null, null, false);
    }

    void completed(int version) {
        publish("completed", version, "completed", null, null, null, null, false);
    }

    void cancelled(int version) {
        publish("cancelled", version, "cancelled", null, null, null, null, false);
    }

    void reported(int version, String absent, String reporter) {
        publish("no-show", version, "no-show", absent, reporter, null, null, false);
    }

    /** @param contestedAbsent null: the side that contests says that the session took place */
    void contested(int version, String absent, String reporter, String contestedAbsent) {
        publish(
                "contested",
                version,
                "no-show",
                absent,
                reporter,
                reporter.equals("mentor") ? "mentee" : "mentor",
                contestedAbsent,
                false);
    }

    void absenceIsFinal(int version, String absent) {
        publish("no-show", version, "no-show", absent, "mentor", null, null, true);
    }

    void decidedToHaveTakenPlace(int version) {
        publish("completed", version, "completed", null, "mentor", "mentee", null, true);
    }

    private String publish(
            String what,
            int version,
            String status,
            String absent,
            String reportedBy,
            String contestedBy,
            String contestedAbsent,
            boolean decided) {
        var id = UUID.randomUUID().toString();
        TestTopics.publish(
                "mentoring.sessions",
                id,
                "/mentoring/booking-service",
                "org.mentoring.session." + what + ".v1",
                session,
                version,
                """
                {"session_id": "%s", "booking_id": "%s", "mentor_id": "%s", "mentor_name": "Ada", "mentee_id": "%s",
                 "mentee_name": "Linus Torvalds", "status": "%s", "absent": %s, "reported_by": %s, "contested_by": %s,
                 "contested_absent": %s, "decided_at": %s, "version": %d}
                """.formatted(
                                session,
                                UUID.randomUUID(),
                                mentor,
                                mentee,
                                status,
                                json(absent),
                                json(reportedBy),
                                json(contestedBy),
                                json(contestedAbsent),
                                decided ? "\"2027-01-08T10:00:00Z\"" : "null",
                                version));
        return id;
    }

    private static String json(String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }
}
