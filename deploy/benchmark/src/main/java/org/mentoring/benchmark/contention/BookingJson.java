package org.mentoring.benchmark.contention;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

/** Parses bookings and holds. */
final class BookingJson {

    private BookingJson() {}

    /** The state in an answer; null for a hold that was released. */
    static BookingState state(PlannedRequest planned, JsonObject body) {
        return switch (planned.kind()) {
            case RELEASE -> null;
            case HOLD ->
                new BookingState(
                        UUID.fromString(body.getString("id")),
                        1,
                        "held",
                        planned.mentor(),
                        planned.caller(),
                        time(body, "start_time"),
                        time(body, "end_time"),
                        time(body, "expires_at"),
                        null,
                        null);
            default -> booking(body);
        };
    }

    /** A booking as answers, events and remembered answers show it. */
    static BookingState booking(JsonObject body) {
        return new BookingState(
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

    private static BookingState.Proposal proposal(JsonObject body) {
        return body == null
                ? null
                : new BookingState.Proposal(
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
