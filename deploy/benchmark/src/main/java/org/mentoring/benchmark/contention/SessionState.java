package org.mentoring.benchmark.contention;

import java.util.UUID;

import io.vertx.core.json.JsonObject;

/**
 * The state of a session in an answer, an event or the database.
 *
 * @param version grows by one with each change
 * @param absent who did not come; null unless somebody was reported absent
 * @param decided whether that is final
 */
record SessionState(
        UUID session,
        long version,
        String status,
        String absent,
        String reportedBy,
        String contestedBy,
        boolean decided) {

    static SessionState of(JsonObject body) {
        return new SessionState(
                UUID.fromString(body.getString("id", body.getString("session_id"))),
                body.getLong("version"),
                body.getString("status"),
                body.getString("absent"),
                body.getString("reported_by"),
                body.getString("contested_by"),
                body.getString("decided_at") != null);
    }

    boolean reported() {
        return status.equals("no-show") && contestedBy == null && !decided;
    }

    boolean contested() {
        return contestedBy != null && !decided;
    }
}
