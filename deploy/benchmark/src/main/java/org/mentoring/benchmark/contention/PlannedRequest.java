package org.mentoring.benchmark.contention;

import java.time.Instant;
import java.util.UUID;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;

/** A planned request; its members are those of {@link Attempt}. */
record PlannedRequest(long number, Kind kind, UUID caller, UUID mentor, UUID target, String key, Instant start) {

    HttpMethod method() {
        return kind == Kind.RELEASE ? HttpMethod.DELETE : HttpMethod.POST;
    }

    String path() {
        return switch (kind) {
            case BOOK -> "/api/v1/bookings";
            case HOLD -> "/api/v1/slots/holds";
            case RELEASE -> "/api/v1/slots/holds/" + target;
            case ACCEPT_PROPOSAL -> "/api/v1/bookings/" + target + "/proposal/accept";
            case DECLINE_PROPOSAL -> "/api/v1/bookings/" + target + "/proposal/decline";
            case WITHDRAW_PROPOSAL -> "/api/v1/bookings/" + target + "/proposal/withdraw";
            case ACCEPT, DECLINE, RESCHEDULE, PROPOSE, CANCEL ->
                "/api/v1/bookings/" + target + "/" + kind.name().toLowerCase(java.util.Locale.ROOT);
        };
    }

    /** Contains the number of the attempt where the service stores a text. */
    String body() {
        var body = new JsonObject();
        switch (kind) {
            case BOOK -> body.put("note", Long.toString(number));
            case DECLINE, CANCEL -> body.put("reason", Long.toString(number));
            default -> {}
        }
        switch (kind) {
            case BOOK, HOLD ->
                body.put("mentor_id", mentor.toString())
                        .put("start_time", start.toString())
                        .put("session_type", Workload.SESSION_TYPE);
            case RESCHEDULE, PROPOSE, ACCEPT_PROPOSAL -> body.put("start_time", start.toString());
            default -> {}
        }
        return body.encode();
    }

    /** Whether it may be repeated when no answer came. */
    boolean repeatable() {
        return key != null;
    }

    Attempt attempt(Instant invoked, Instant ended, Outcome outcome) {
        return new Attempt(number, kind, caller, mentor, target, key, start, invoked, ended, outcome);
    }
}
