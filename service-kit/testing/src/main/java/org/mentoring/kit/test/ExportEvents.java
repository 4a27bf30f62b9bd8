package org.mentoring.kit.test;

import java.util.UUID;

/** Events of exports of a person's data, as user-service and the service publish them. */
public final class ExportEvents {

    private static final String TOPIC = "mentoring.exports";

    private ExportEvents() {}

    /** Requests an export, and returns the data of the event by which the service provides what it holds of the person. */
    public static String exported(UUID person) {
        var export = UUID.randomUUID();
        TestTopics.publish(
                TOPIC,
                UUID.randomUUID().toString(),
                "/mentoring/user-service",
                "org.mentoring.export.requested.v1",
                export,
                1,
                "{\"export_id\": \"%s\", \"user_id\": \"%s\"}".formatted(export, person));
        var provided = TestTopics.read(TOPIC, 2, event -> export.toString().equals(event.key()))
                .getLast();
        if (!"org.mentoring.export.provided.v1".equals(TestTopics.header(provided, "ce_type"))) {
            throw new AssertionError("Another event than the data came: " + provided);
        }
        return provided.value();
    }
}
