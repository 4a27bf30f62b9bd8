package org.mentoring.booking.booking;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.schedule.OfferedSchedule;
import org.mentoring.booking.schedule.SessionType;
import org.mentoring.booking.schedule.Times;
import org.mentoring.kit.event.EventJson;
import org.mentoring.kit.event.Traceparent;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.idempotency.Idempotency;
import org.mentoring.kit.security.Caller;

/**
 * Other times that one side of a booking proposes to the other. The booking stays where it is until the other side accepts,
 * and the proposed time is kept free for it.
 */
@ApplicationScoped
class Proposals {

    private static final int SCHEDULE_RETRIES = 3;
    private static final String PROPOSE = """
            SELECT outcome, booking::text FROM propose_move(
                p_booking => $1, p_slot => %s, p_reason => $16, p_answer_by => $17, p_now => $18, p_traceparent => $19)
            """.formatted(OfferedSlot.row(2));
    private static final String ACCEPT = "SELECT outcome, booking::text FROM accept_proposal($1, $2, $3, $4)";
    private static final String DECLINE = "SELECT outcome, booking::text FROM decline_proposal($1, $2, $3, $4)";
    private static final String WITHDRAW = "SELECT outcome, booking::text FROM withdraw_proposal($1, $2, $3)";

    private final Bookings bookings;
    private final Idempotency idempotency;
    private final ObjectMapper json;
    private final BookingConfig config;
    private final Clock clock;

    Proposals(Bookings bookings, Idempotency idempotency, EventJson json, BookingConfig config, Clock clock) {
        this.bookings = bookings;
        this.idempotency = idempotency;
        this.json = json.mapper();
        this.config = config;
        this.clock = clock;
    }

    /** Proposes on behalf of the side that asks: as mentee a slot that the mentor offers, as mentor any time to come. */
    Uni<Response> propose(Caller caller, UUID id, String key, Reschedule wanted) {
        if (key != null) {
            Idempotency.requireUsable(key);
        }
        Times.plausible("start_time", wanted.startTime());
        var operation = "POST /api/v1/bookings/" + id + "/propose";
        return bookings.get(caller, id)
                .chain(booking -> bookings.schedule(booking)
                        .chain(schedule -> idempotency.run(
                                caller, operation, key, wanted, tx -> propose(tx, caller, booking, schedule, wanted)))
                        .onFailure(failure -> !(failure instanceof ScheduleChangedException))
                        .transform(failure -> BookingProblems.of(failure, Side.of(caller, booking))))
                .onFailure(ScheduleChangedException.class)
                .retry()
                .atMost(SCHEDULE_RETRIES)
                .onFailure(ScheduleChangedException.class)
                .transform(failure -> BookingProblems.scheduleIsChanging())
                .onFailure(Idempotency::mayHaveBeenAnswered)
                .recoverWithUni(refusal -> idempotency.firstAnswer(caller, operation, key, wanted, refusal));
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

    private Uni<Idempotency.Answer> propose(
            SqlConnection tx, Caller caller, Booking booking, OfferedSchedule schedule, Reschedule wanted) {
        var start = wanted.startTime().toInstant();
        var agreed = new SessionType(
                booking.sessionType(),
                booking.durationMinutes(),
                booking.bufferBeforeMinutes(),
                booking.bufferAfterMinutes());
        if (!isPossible(caller, booking, schedule, agreed, start)) {
            throw BookingProblems.slotNotOffered();
        }
        var parameters = new OfferedSlot(schedule, agreed, start)
                .between(
                        List.of(booking.id()),
                        wanted.reason(),
                        now().plus(config.answerWithin()),
                        now(),
                        Traceparent.current());
        return tx.preparedQuery(PROPOSE)
                .execute(parameters)
                .map(rows -> rows.iterator().next())
                .map(row -> switch (row.getString("outcome")) {
                    case "proposed" -> read(row);
                    case "schedule_changed" -> throw new ScheduleChangedException();
                    case String outcome -> throw BookingProblems.unchanged(outcome);
                });
    }

    /** Whether the time is free is for the database to say. */
    private boolean isPossible(
            Caller caller, Booking booking, OfferedSchedule schedule, SessionType agreed, Instant start) {
        var now = clock.instant();
        return Side.of(caller, booking) == Side.MENTOR
                ? start.isAfter(now)
                : start.equals(booking.startTime().toInstant()) || schedule.offers(agreed, start, now);
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
