package org.mentoring.booking.booking;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.event.EventJson;
import org.mentoring.kit.event.Traceparent;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.idempotency.Idempotency;
import org.mentoring.kit.security.Caller;

/** The answers to another time that one side of a booking has proposed to the other. */
@ApplicationScoped
class Proposals {

    private static final String ACCEPT = "SELECT outcome, booking::text FROM accept_proposal($1, $2, $3, $4)";
    private static final String DECLINE = "SELECT outcome, booking::text FROM decline_proposal($1, $2, $3, $4)";
    private static final String WITHDRAW = "SELECT outcome, booking::text FROM withdraw_proposal($1, $2, $3)";

    private final Idempotency idempotency;
    private final ObjectMapper json;
    private final Clock clock;

    Proposals(Idempotency idempotency, EventJson json, Clock clock) {
        this.idempotency = idempotency;
        this.json = json.mapper();
        this.clock = clock;
    }

    /** Moves the booking to what the other side has proposed. */
    Uni<Response> accept(Caller caller, UUID id, String key, AcceptedTime accepted) {
        var start = accepted.startTime();
        return answer(
                caller,
                id,
                "accept",
                key,
                accepted,
                ACCEPT,
                Tuple.of(
                        id,
                        start == null ? null : start.toInstant().atOffset(ZoneOffset.UTC),
                        now(),
                        Traceparent.current()));
    }

    /** Declines what the other side has proposed. */
    Uni<Response> decline(Caller caller, UUID id, String key, Refusal refusal) {
        var parameters = Tuple.of(id, refusal.reason(), now(), Traceparent.current());
        return answer(caller, id, "decline", key, refusal, DECLINE, parameters);
    }

    /** Takes back what the side that asks has proposed. */
    Uni<Response> withdraw(Caller caller, UUID id, String key) {
        return answer(caller, id, "withdraw", key, Map.of(), WITHDRAW, Tuple.of(id, now(), Traceparent.current()));
    }

    private Uni<Response> answer(
            Caller caller, UUID id, String answer, String key, Object request, String sql, Tuple parameters) {
        return idempotency.run(
                caller,
                "POST /api/v1/bookings/" + id + "/proposal/" + answer,
                key,
                request,
                tx -> tx.preparedQuery(sql)
                        .execute(parameters)
                        .map(rows -> rows.iterator().next())
                        .map(row -> switch (row.getString("outcome")) {
                            case "accepted", "declined", "withdrawn" -> read(row);
                            case String outcome -> throw BookingProblems.unchanged(outcome);
                        }));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private Idempotency.Answer read(Row row) {
        try {
            var booking = json.readValue(row.getString("booking"), Booking.class);
            return new Idempotency.Answer(200, Map.of("ETag", Versions.etag(booking.version())), booking);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("booking_json does not write a booking", e);
        }
    }
}
