package org.mentoring.benchmark.contention;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

/** Reads bookings and holds as the service writes them. */
final class Answers {

    private Answers() {}

    /** What an answer tells; null for a hold that was released. */
    static Standing standing(Wish wish, JsonObject body) {
        return switch (wish.kind()) {
            case RELEASE -> null;
            case HOLD ->
                new Standing(
                        UUID.fromString(body.getString("id")),
                        1,
                        "held",
                        wish.mentor(),
                        wish.caller(),
                        time(body, "start_time"),
                        time(body, "end_time"),
                        time(body, "expires_at"),
                        null,
                        null);
            default -> booking(body);
        };
    }

    /** A booking as answers, events and remembered answers show it. */
    static Standing booking(JsonObject body) {
        return new Standing(
                UUID.fromString(body.getString("id")),
                body.getLong("version"),
                body.getString("status"),
                UUID.fromString(body.getString("mentor_id")),
                UUID.fromString(body.getString("user_id")),
                time(body, "start_time"),
                time(body, "end_time"),
                time(body, "expires_at"),
                body.getString("note"),
                body.getString("reason"),
                proposal(body.getJsonObject("proposal")));
    }

    private static Standing.Proposal proposal(JsonObject body) {
        return body == null
                ? null
                : new Standing.Proposal(
                        time(body, "start_time"),
                        time(body, "end_time"),
                        body.getString("proposed_by"),
                        time(body, "expires_at"));
    }

    private static Instant time(JsonObject body, String name) {
        var text = body.getString(name);
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }
}
