package org.mentoring.booking.booking;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.mentoring.booking.schedule.OfferedSchedule;
import org.mentoring.booking.schedule.Schedules;
import org.mentoring.booking.time.Times;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.event.Traceparent;
import org.mentoring.kit.idempotency.Idempotency;
import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.ProblemType;
import org.mentoring.kit.security.Caller;

/** Moves bookings to another time, or proposes to. */
@ApplicationScoped
class Moves {

    private static final int SCHEDULE_RETRIES = 3;
    private static final String PROPOSE = "propose";
    private static final String RESCHEDULE = """
            SELECT outcome, over_limit, booking::text FROM reschedule_booking(
                p_booking => $1, p_propose => $2, p_slot => %s, p_reason => $17, p_answer_by => now() + make_interval(secs => $18),
                p_now => now(), p_traceparent => $19)
            """.formatted(OfferedSlot.row(3));

    private final Bookings bookings;
    private final BookingChanges changes;
    private final Idempotency idempotency;
    private final Schedules schedules;
    private final UnusualTimes unusualTimes;
    private final BookingConfig config;
    private final Clock clock;

    Moves(
            Bookings bookings,
            BookingChanges changes,
            Idempotency idempotency,
            Schedules schedules,
            UnusualTimes unusualTimes,
            BookingConfig config,
            Clock clock) {
        this.bookings = bookings;
        this.changes = changes;
        this.idempotency = idempotency;
        this.schedules = schedules;
        this.unusualTimes = unusualTimes;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Moves to another free slot of the same mentor and session type; where the mentor wants to be asked, the mentee only
     * proposes to.
     */
    Uni<Response> reschedule(Caller caller, UUID id, String key, Reschedule wanted) {
        return move(caller, id, "reschedule", key, wanted);
    }

    /** Proposes another time to the other side: as mentee a slot that the mentor offers, as mentor any future time. */
    Uni<Response> propose(Caller caller, UUID id, String key, Reschedule wanted) {
        return move(caller, id, PROPOSE, key, wanted);
    }

    private Uni<Response> move(Caller caller, UUID id, String how, String key, Reschedule wanted) {
        if (key != null) {
            Idempotency.requireUsable(key);
        }
        var operation = BookingChanges.operation(id, how);
        var start = Times.plausible("start_time", wanted.startTime()).toInstant();
        return bookings.get(caller, id)
                .chain(booking -> schedule(booking)
                        .chain(schedule -> warnings(caller, booking, schedule, start)
                                .chain(warnings -> idempotency.run(
                                        caller,
                                        operation,
                                        key,
                                        wanted,
                                        tx -> move(
                                                tx,
                                                booking,
                                                PROPOSE.equals(how),
                                                new OfferedSlot(schedule, booking.agreedType(), start),
                                                wanted.reason(),
                                                warnings))))
                        .onFailure(failure -> !(failure instanceof ScheduleChangedException))
                        .transform(failure -> BookingProblems.of(failure, CallerSide.of(caller, booking))))
                .onFailure(ScheduleChangedException.class)
                .retry()
                .atMost(SCHEDULE_RETRIES)
                .onFailure(ScheduleChangedException.class)
                .transform(failure -> BookingProblems.scheduleIsChanging())
                .onFailure(ProblemException.class)
                .recoverWithUni(refusal -> idempotency.firstAnswer(caller, operation, key, wanted, refusal));
    }

    /** The schedule of the mentor, who must be approved for the booking to be changed. */
    private Uni<OfferedSchedule> schedule(Booking booking) {
        return schedules
                .current(UUID.fromString(booking.mentorId()))
                .onFailure(failure ->
                        failure instanceof ProblemException problem && problem.type() == ProblemType.NOT_FOUND)
                .transform(notApproved -> booking.pendingOrConfirmed()
                        ? BookingProblems.mentorSuspended()
                        : BookingProblems.unchanged("closed"));
    }

    /** Refuses a mentee a time that is none of the mentor's slots; for others it returns what is unusual about it. */
    private Uni<List<TimeWarning>> warnings(Caller caller, Booking booking, OfferedSchedule schedule, Instant start) {
        var isInPlace = start.equals(booking.startTime().toInstant());
        if (CallerSide.of(caller, booking) != CallerSide.MENTEE && start.isAfter(clock.instant())) {
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
            OfferedSlot slot,
            String reason,
            List<TimeWarning> warnings) {
        var parameters = slot.between(
                List.of(booking.id(), propose),
                reason,
                DatabaseTime.seconds(config.answerWithin()),
                Traceparent.current());
        return tx.preparedQuery(RESCHEDULE)
                .execute(parameters)
                .map(rows -> moved(rows.iterator().next(), booking, slot, warnings));
    }

    private Idempotency.Answer moved(Row row, Booking before, OfferedSlot slot, List<TimeWarning> warnings) {
        return switch (row.getString("outcome")) {
            case "rescheduled", "proposed" -> {
                // It began then when the time was checked, and has been moved meanwhile.
                if (slot.start().equals(before.startTime().toInstant())) {
                    throw new ScheduleChangedException();
                }
                var booking = changes.booking(row);
                yield BookingChanges.answer(booking, new MovedBooking(booking, withLimit(warnings, row)));
            }
            case "schedule_changed" -> throw new ScheduleChangedException();
            default -> throw changes.refusal(row);
        };
    }

    private static List<TimeWarning> withLimit(List<TimeWarning> warnings, Row row) {
        return row.getBoolean("over_limit")
                ? Stream.concat(warnings.stream(), Stream.of(TimeWarning.OVER_LIMIT))
                        .toList()
                : warnings;
    }
}
