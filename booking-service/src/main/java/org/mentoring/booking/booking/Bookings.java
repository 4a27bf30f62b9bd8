package org.mentoring.booking.booking;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.schedule.OfferedSchedule;
import org.mentoring.booking.schedule.Schedules;
import org.mentoring.booking.schedule.Times;
import org.mentoring.booking.side.Listing;
import org.mentoring.booking.side.SideFilter;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.event.EventJson;
import org.mentoring.kit.event.Traceparent;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.idempotency.Idempotency;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.ProblemType;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** What can be done with bookings that stand. */
@ApplicationScoped
class Bookings {

    private static final int SCHEDULE_RETRIES = 3;
    private static final String PROPOSE = "propose";
    private static final String FIND_FOR_CALENDAR = """
            SELECT booking_json(b)::text AS booking,
                   EXISTS (SELECT FROM mentoring_sessions s WHERE s.booking_id = b.id) AS was_confirmed,
                   l.language, l.changed_at
              FROM bookings b
              LEFT JOIN mail_languages l ON l.user_id = $2
             WHERE b.id = $1 AND b.status <> 'held'
            """;
    private static final Listing LIST = new Listing(
            "booking_json(b)",
            "bookings b",
            "mentor_id = $1 AND status <> 'held'",
            "user_id = $1 AND status <> 'held'",
            "$1::text IS NOT NULL AND status <> 'held'");
    private static final String CANCEL = "SELECT outcome, booking::text FROM cancel_booking($1, $2, $3, $4)";
    private static final String RESCHEDULE = """
            SELECT outcome, over_limit, booking::text FROM reschedule_booking(
                p_booking => $1, p_propose => $2, p_slot => %s, p_reason => $17, p_answer_by => $18, p_now => $19,
                p_traceparent => $20)
            """.formatted(OfferedSlot.row(3));
    private static final String ACCEPT = "SELECT outcome, booking::text FROM accept_booking($1, $2, $3)";
    private static final String DECLINE = "SELECT outcome, booking::text FROM decline_booking($1, $2, $3, $4)";

    private final Transactions transactions;
    private final BookingRepository bookings;
    private final Idempotency idempotency;
    private final Schedules schedules;
    private final UnusualTimes unusualTimes;
    private final ObjectMapper json;
    private final BookingConfig config;
    private final Clock clock;

    Bookings(
            Transactions transactions,
            BookingRepository bookings,
            Idempotency idempotency,
            Schedules schedules,
            UnusualTimes unusualTimes,
            EventJson json,
            BookingConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.bookings = bookings;
        this.idempotency = idempotency;
        this.schedules = schedules;
        this.unusualTimes = unusualTimes;
        this.json = json.mapper();
        this.config = config;
        this.clock = clock;
    }

    Uni<Booking> get(Caller caller, UUID id) {
        return transactions
                .readSession(caller, tx -> bookings.standing(id))
                .onItem()
                .ifNull()
                .failWith(() -> Problems.notFound("booking"))
                .map(booking -> read(booking.shown));
    }

    /**
     * A booking for the caller's calendar. Fails with 409 for one that was never confirmed: nothing would take its entry out of the calendar
     * again.
     */
    Uni<CalendarFile> getForCalendar(Caller caller, UUID id) {
        return transactions
                .read(caller, tx -> tx.preparedQuery(FIND_FOR_CALENDAR).execute(Tuple.of(id, caller.id())))
                .map(rows -> rows.stream().findFirst().orElseThrow(() -> Problems.notFound("booking")))
                .map(row -> {
                    if (!row.getBoolean("was_confirmed")) {
                        throw BookingProblems.notConfirmed();
                    }
                    return new CalendarFile(
                            read(row, "booking"), row.getString("language"), row.getOffsetDateTime("changed_at"));
                });
    }

    /**
     * What a calendar file is made of.
     *
     * @param language in which the reader wants to be written to; null for that of the account
     * @param languageSince null while the reader has chosen nothing
     */
    record CalendarFile(Booking booking, String language, OffsetDateTime languageSince) {

        /** When what the file shows changed last. */
        Instant changedAt() {
            var changed = booking.changedAt().toInstant();
            return languageSince == null || languageSince.toInstant().isBefore(changed)
                    ? changed
                    : languageSince.toInstant();
        }
    }

    /** The caller's bookings, the latest first. */
    Uni<Page<Booking>> page(Caller caller, SideFilter filter, PageRequest page) {
        var after = page.after(2);
        var start = after.map(key -> key.time(0)).orElse(null);
        var id = after.map(key -> key.id(1)).orElse(null);
        return transactions
                .read(caller, tx -> LIST.find(tx, caller, caller.id().toString(), filter, start, id, page))
                .map(rows -> rows.stream().map(row -> read(row, Listing.BODY)).toList())
                .map(bookings -> Page.of(
                        bookings,
                        page,
                        booking -> List.of(
                                booking.startTime().toString(), booking.id().toString())));
    }

    /** Cancels on behalf of the side that asks. */
    Uni<Response> cancel(Caller caller, UUID id, String key, Cancellation cancellation) {
        return idempotency.run(
                caller,
                "POST /api/v1/bookings/" + id + "/cancel",
                key,
                cancellation,
                tx -> tx.preparedQuery(CANCEL)
                        .execute(Tuple.of(id, cancellation.reason(), now(), Traceparent.current()))
                        .map(rows -> rows.iterator().next())
                        .map(row -> switch (row.getString("outcome")) {
                            case "cancelled" -> answer(read(row, "booking"));
                            case String outcome -> throw unchanged(outcome, row);
                        }));
    }

    /** Confirms a request on behalf of its mentor. */
    Uni<Response> accept(Caller mentor, UUID id, String key) {
        return idempotency.run(
                mentor,
                "POST /api/v1/bookings/" + id + "/accept",
                key,
                Map.of(),
                tx -> tx.preparedQuery(ACCEPT)
                        .execute(Tuple.of(id, now(), Traceparent.current()))
                        .map(rows -> rows.iterator().next())
                        .map(row -> switch (row.getString("outcome")) {
                            case "accepted" -> answer(read(row, "booking"));
                            case String outcome -> throw BookingProblems.unchanged(outcome);
                        }));
    }

    /** Declines a request on behalf of its mentor. */
    Uni<Response> decline(Caller mentor, UUID id, String key, Refusal refusal) {
        return idempotency.run(
                mentor,
                "POST /api/v1/bookings/" + id + "/decline",
                key,
                refusal,
                tx -> tx.preparedQuery(DECLINE)
                        .execute(Tuple.of(id, refusal.reason(), now(), Traceparent.current()))
                        .map(rows -> rows.iterator().next())
                        .map(row -> switch (row.getString("outcome")) {
                            case "declined" -> answer(read(row, "booking"));
                            case String outcome -> throw BookingProblems.unchanged(outcome);
                        }));
    }

    /**
     * Moves to another free slot of the same mentor and session type; where the mentor wants to be asked, the mentee only
     * proposes to.
     */
    Uni<Response> reschedule(Caller caller, UUID id, String key, Reschedule wanted) {
        return move(caller, id, "reschedule", key, wanted);
    }

    /** Proposes another time to the other side: as mentee a slot that the mentor offers, as mentor any time to come. */
    Uni<Response> propose(Caller caller, UUID id, String key, Reschedule wanted) {
        return move(caller, id, PROPOSE, key, wanted);
    }

    private Uni<Response> move(Caller caller, UUID id, String how, String key, Reschedule wanted) {
        if (key != null) {
            Idempotency.requireUsable(key);
        }
        Times.plausible("start_time", wanted.startTime());
        var operation = "POST /api/v1/bookings/" + id + "/" + how;
        var start = wanted.startTime().toInstant();
        return get(caller, id)
                .chain(booking -> schedule(booking)
                        .chain(schedule -> warnings(caller, booking, schedule, start)
                                .chain(warnings -> idempotency.run(
                                        caller,
                                        operation,
                                        key,
                                        wanted,
                                        tx -> move(tx, booking, PROPOSE.equals(how), schedule, wanted, warnings))))
                        .onFailure(failure -> !(failure instanceof ScheduleChangedException))
                        .transform(failure -> BookingProblems.of(failure, Side.of(caller, booking))))
                .onFailure(ScheduleChangedException.class)
                .retry()
                .atMost(SCHEDULE_RETRIES)
                .onFailure(ScheduleChangedException.class)
                .transform(failure -> BookingProblems.scheduleIsChanging())
                .onFailure(ProblemException.class)
                .recoverWithUni(refusal -> idempotency.firstAnswer(caller, operation, key, wanted, refusal));
    }

    /** The schedule of the mentor, who must be approved for what stands to be changed. */
    private Uni<OfferedSchedule> schedule(Booking booking) {
        return schedules
                .current(UUID.fromString(booking.mentorId()))
                .onFailure(failure ->
                        failure instanceof ProblemException problem && problem.type() == ProblemType.NOT_FOUND)
                .transform(notApproved ->
                        booking.stands() ? BookingProblems.mentorSuspended() : BookingProblems.unchanged("closed"));
    }

    /** Refuses a mentee a time that is none of the mentor's slots; whoever hosts is told what is unusual about it. */
    private Uni<List<TimeWarning>> warnings(Caller caller, Booking booking, OfferedSchedule schedule, Instant start) {
        var isInPlace = start.equals(booking.startTime().toInstant());
        if (Side.of(caller, booking) != Side.MENTEE && start.isAfter(clock.instant())) {
            return unusualTimes.warnings(schedule, booking.agreedType(), start);
        }
        if (!isInPlace && !schedule.offers(booking.agreedType(), start, clock.instant())) {
            return Uni.createFrom().failure(BookingProblems::slotNotOffered);
        }
        return Uni.createFrom().item(List.of());
    }

    private Uni<Idempotency.Answer> move(
            SqlConnection tx,
            Booking booking,
            boolean propose,
            OfferedSchedule schedule,
            Reschedule wanted,
            List<TimeWarning> warnings) {
        var parameters = new OfferedSlot(
                        schedule, booking.agreedType(), wanted.startTime().toInstant())
                .between(
                        List.of(booking.id(), propose),
                        wanted.reason(),
                        now().plus(config.answerWithin()),
                        now(),
                        Traceparent.current());
        return tx.preparedQuery(RESCHEDULE)
                .execute(parameters)
                .map(rows -> moved(rows.iterator().next(), warnings));
    }

    private Idempotency.Answer moved(Row row, List<TimeWarning> warnings) {
        return switch (row.getString("outcome")) {
            case "rescheduled", "proposed" -> answer(new MovedBooking(read(row, "booking"), withLimit(warnings, row)));
            case "schedule_changed" -> throw new ScheduleChangedException();
            case String outcome -> throw unchanged(outcome, row);
        };
    }

    private static List<TimeWarning> withLimit(List<TimeWarning> warnings, Row row) {
        return row.getBoolean("over_limit")
                ? Stream.concat(warnings.stream(), Stream.of(TimeWarning.OVER_LIMIT))
                        .toList()
                : warnings;
    }

    private static Idempotency.Answer answer(MovedBooking moved) {
        return new Idempotency.Answer(
                200, Map.of("ETag", Versions.etag(moved.booking().version())), moved);
    }

    private ProblemException unchanged(String outcome, Row row) {
        return "too_late".equals(outcome)
                ? BookingProblems.tooLate(read(row, "booking"))
                : BookingProblems.unchanged(outcome);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Idempotency.Answer answer(Booking booking) {
        return new Idempotency.Answer(200, Map.of("ETag", Versions.etag(booking.version())), booking);
    }

    private Booking read(Row row, String column) {
        return read(row.getString(column));
    }

    private Booking read(String booking) {
        try {
            return json.readValue(booking, Booking.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("booking_json does not write a booking", e);
        }
    }
}
