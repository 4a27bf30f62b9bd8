package org.mentoring.booking.booking;

import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.event.Traceparent;
import org.mentoring.kit.security.Caller;

/** The answers to another time that one side of a booking has proposed to the other. */
@ApplicationScoped
class Proposals {

    private static final String ACCEPT = "SELECT outcome, booking::text FROM accept_proposal($1, $2, now(), $3)";
    private static final String DECLINE_OR_WITHDRAW =
            "SELECT outcome, booking::text FROM decline_or_withdraw_proposal($1, $2, $3, now(), $4)";

    private final BookingChanges changes;

    Proposals(BookingChanges changes) {
        this.changes = changes;
    }

    /** Moves the booking to what the other side has proposed. */
    Uni<Response> accept(Caller caller, UUID id, String key, AcceptedTime accepted) {
        var parameters = Tuple.of(id, accepted.utc(), Traceparent.current());
        return changes.run(caller, id, "proposal/accept", key, accepted, ACCEPT, parameters);
    }

    /** Declines what the other side has proposed. */
    Uni<Response> decline(Caller caller, UUID id, String key, Refusal refusal) {
        var parameters = Tuple.of(id, false, refusal.reason(), Traceparent.current());
        return changes.run(caller, id, "proposal/decline", key, refusal, DECLINE_OR_WITHDRAW, parameters);
    }

    /** Takes back what the side that asks has proposed. */
    Uni<Response> withdraw(Caller caller, UUID id, String key) {
        var parameters = Tuple.of(id, true, null, Traceparent.current());
        return changes.run(caller, id, "proposal/withdraw", key, Map.of(), DECLINE_OR_WITHDRAW, parameters);
    }
}
