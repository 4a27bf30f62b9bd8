package org.mentoring.booking.booking;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.meeting.MeetingLinks;
import org.mentoring.booking.schedule.OfferedSchedule;
import org.mentoring.booking.schedule.Schedules;
import org.mentoring.booking.schedule.SessionType;
import org.mentoring.booking.schedule.Times;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.event.Traceparent;
import org.mentoring.kit.idempotency.Idempotency;
import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/**
 * Books: the slot engine says whether the mentor offers the time, and one call of {@code book_session} does the rest. When
 * the schedule has changed between the two, both run again.
 */
@ApplicationScoped
class BookSession {

    private static final String OPERATION = "POST /api/v1/bookings";
    private static final int SCHEDULE_RETRIES = 3;
    private static final String BOOK = """
            SELECT * FROM book_session($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
            """;
    private static final String FIRST_ANSWER = "SELECT * FROM idempotency_claim($1, $2, $3, $4)";

    private final Schedules schedules;
    private final Transactions transactions;
    private final Idempotency idempotency;
    private final MeetingLinks meetings;
    private final BookingConfig config;
    private final Clock clock;

    BookSession(
            Schedules schedules,
            Transactions transactions,
            Idempotency idempotency,
            MeetingLinks meetings,
            BookingConfig config,
            Clock clock) {
        this.schedules = schedules;
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.meetings = meetings;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Who books.
     *
     * @param name from the token, for somebody whose account is not known here yet; may be null, as may the address
     */
    record Mentee(Caller caller, String name, String email) {}

    /** @param key the {@code Idempotency-Key}; null when the client sent none */
    Uni<Response> book(Mentee mentee, String key, NewBooking wanted) {
        if (key != null) {
            Idempotency.requireUsable(key);
        }
        Times.plausible("start_time", wanted.startTime());
        var fingerprint = key == null ? null : Buffer.buffer(idempotency.fingerprint(wanted));
        return Uni.createFrom()
                .deferred(() -> schedules.of(wanted.mentorId()))
                .chain(schedule -> attempt(schedule, mentee, key, fingerprint, wanted))
                .onFailure(ScheduleChangedException.class)
                .retry()
                .atMost(SCHEDULE_RETRIES)
                .onFailure(failure -> key != null && isRefusalOfTheRequest(failure))
                .recoverWithUni(refusal -> firstAnswer(mentee.caller(), key, fingerprint, refusal))
                .onFailure()
                .transform(BookingProblems::of);
    }

    private Uni<Response> attempt(
            OfferedSchedule schedule, Mentee mentee, String key, Buffer fingerprint, NewBooking wanted) {
        var now = clock.instant();
        var start = wanted.startTime().toInstant();
        var type = schedule.sessionType(wanted.sessionType());
        if (type.isEmpty() || !schedule.offers(type.get(), start, now)) {
            // What is kept may be old; only the schedule as it stands may refuse.
            return schedules.current(schedule.mentorId()).map(current -> {
                if (current.version() != schedule.version()) {
                    throw new ScheduleChangedException();
                }
                throw type.isEmpty()
                        ? Problems.invalid("session_type", "is none that this mentor offers")
                        : BookingProblems.slotNotOffered();
            });
        }
        return transactions
                .statement(BOOK, parameters(schedule, type.get(), mentee, key, fingerprint, wanted, start, now))
                .map(rows -> answer(rows.iterator().next(), schedule));
    }

    private Tuple parameters(
            OfferedSchedule schedule,
            SessionType type,
            Mentee mentee,
            String key,
            Buffer fingerprint,
            NewBooking wanted,
            Instant start,
            Instant now) {
        var local = LocalStart.of(start, schedule.schedule().timeZone());
        var meeting = meetings.next();
        return Tuple.from(new Object[] {
            mentee.caller().id(),
            mentee.caller().rolesSetting(),
            key,
            fingerprint,
            wanted.mentorId(),
            schedule.version(),
            type.name(),
            start.atOffset(ZoneOffset.UTC),
            type.durationMinutes(),
            type.bufferBeforeMinutes(),
            type.bufferAfterMinutes(),
            local.date(),
            local.time(),
            wanted.note(),
            meeting.id(),
            meeting.url(),
            mentee.name(),
            mentee.email(),
            now.atOffset(ZoneOffset.UTC),
            Traceparent.current(),
            now.plus(config.answerWithin()).atOffset(ZoneOffset.UTC)
        });
    }

    private Response answer(Row row, OfferedSchedule schedule) {
        return switch (row.getString("outcome")) {
            case "booked", "replay" -> stored(row);
            case "unknown_mentor" -> throw Problems.notFound("mentor");
            case "full" -> throw BookingProblems.full();
            case "no_email" -> throw Problems.invalid("email", "must stand in the access token or in your account");
            case "schedule_changed" -> {
                schedules.forget(schedule);
                throw new ScheduleChangedException();
            }
            case String refused -> throw Idempotency.refusal(refused);
        };
    }

    /** A retry of a request that was answered must get that answer, also when the slot or the mentor is gone by now. */
    private Uni<Response> firstAnswer(Caller caller, String key, Buffer fingerprint, Throwable refusal) {
        return transactions.write(
                caller,
                tx -> tx.preparedQuery(FIRST_ANSWER)
                        .execute(Tuple.of(caller.id(), OPERATION, key, fingerprint))
                        .map(rows -> rows.iterator().next())
                        .chain(row -> switch (row.getString("outcome")) {
                            case "new" -> Uni.createFrom().failure(refusal);
                            case "replay" -> Uni.createFrom().item(stored(row));
                            case String refused -> Uni.createFrom().failure(Idempotency.refusal(refused));
                        }));
    }

    private static boolean isRefusalOfTheRequest(Throwable failure) {
        return failure instanceof ProblemException problem
                && (problem.type().status() == 404 || problem.type().status() == 422);
    }

    private static Response stored(Row row) {
        var response = Response.status(row.getShort("status")).type(MediaType.APPLICATION_JSON_TYPE);
        row.get(JsonObject.class, "headers").forEach(header -> response.header(header.getKey(), header.getValue()));
        return response.entity(Json.encode(row.getValue("body"))).build();
    }
}
