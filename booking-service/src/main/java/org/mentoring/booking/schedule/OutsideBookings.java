package org.mentoring.booking.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.slotengine.Expansion;
import org.mentoring.booking.slotengine.Schedule;
import org.mentoring.booking.slotengine.TimeRange;

/** Finds the future bookings that the schedule of their mentor no longer offers. They remain valid. */
@ApplicationScoped
public class OutsideBookings {

    private static final String LOCK = "SELECT lock_person($1)";
    private static final String FUTURE = """
            SELECT id, start_time, end_time, session_type, duration_minutes, buffer_before_minutes, buffer_after_minutes
              FROM bookings
             WHERE mentor_id = $1 AND start_time > now()
               AND (status = 'confirmed' OR status = 'pending' AND expires_at > now())
             ORDER BY start_time, id
            """;

    private static final Duration GAP = Duration.ofDays(92);

    private final Schedules schedules;
    private final ScheduleRows scheduleRows;

    OutsideBookings(Schedules schedules, ScheduleRows scheduleRows) {
        this.schedules = schedules;
        this.scheduleRows = scheduleRows;
    }

    private record FutureBooking(UUID id, OffsetDateTime startTime, OffsetDateTime endTime, SessionType agreed) {

        static FutureBooking of(Row row) {
            return new FutureBooking(
                    row.getUUID("id"),
                    row.getOffsetDateTime("start_time"),
                    row.getOffsetDateTime("end_time"),
                    ScheduleRows.agreedType(row));
        }

        TimeRange time() {
            return new TimeRange(startTime.toInstant(), endTime.toInstant());
        }

        OutsideBooking outside() {
            return new OutsideBooking(id, startTime, endTime);
        }

        DiscontinuedTypeBooking ofDiscontinuedType() {
            return new DiscontinuedTypeBooking(id, startTime, endTime, agreed.name(), agreed.durationMinutes());
        }
    }

    /**
     * Those of the mentor who asks, by the schedule as the transaction leaves it, the earliest first. The transaction has
     * raised the version of the schedule; until it ends nobody books this mentor, so that none is missed.
     */
    public Uni<List<OutsideBooking>> of(SqlConnection tx, UUID mentorId) {
        return tx.preparedQuery(LOCK)
                .execute(Tuple.of(mentorId))
                .chain(() -> find(tx, mentorId, OutsideBookings::outside));
    }

    /** Those that are within the current schedule, and would be outside of it with a change; nothing is locked. */
    public Uni<List<OutsideBooking>> after(SqlConnection tx, UUID mentorId, UnaryOperator<Schedule> change) {
        return find(tx, mentorId, (schedule, bookings) -> {
            var outside = outside(change.apply(schedule), bookings);
            outside.removeAll(outside(schedule, bookings));
            return outside;
        });
    }

    /** Those of the mentor who asks that are of none of the offered types, the earliest first; under the lock of {@link #of}. */
    public Uni<List<DiscontinuedTypeBooking>> ofDiscontinuedTypes(
            SqlConnection tx, UUID mentorId, List<SessionType> offered) {
        return future(tx, mentorId)
                .map(bookings -> bookings.stream()
                        .filter(booking -> !offered.contains(booking.agreed()))
                        .map(FutureBooking::ofDiscontinuedType)
                        .toList());
    }

    private Uni<List<OutsideBooking>> find(
            SqlConnection tx,
            UUID mentorId,
            BiFunction<Schedule, List<FutureBooking>, List<FutureBooking>> findOutside) {
        return future(tx, mentorId)
                .chain(bookings -> bookings.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : scheduleRows
                                .uncommitted(tx, mentorId)
                                .chain(schedule ->
                                        schedules.compute(() -> findOutside.apply(schedule, bookings).stream()
                                                .map(FutureBooking::outside)
                                                .toList())));
    }

    private static Uni<List<FutureBooking>> future(SqlConnection tx, UUID mentorId) {
        return tx.preparedQuery(FUTURE)
                .execute(Tuple.of(mentorId.toString()))
                .map(rows -> rows.stream().map(FutureBooking::of).toList());
    }

    private static List<FutureBooking> outside(Schedule schedule, List<FutureBooking> bookings) {
        var outside = new ArrayList<FutureBooking>();
        Expansion expansion = null;
        for (var i = 0; i < bookings.size(); i++) {
            var time = bookings.get(i).time();
            if (expansion == null || !expansion.covers(time.start(), time.end())) {
                expansion = Expansion.of(schedule, time.start(), lastBeforeGap(bookings.subList(i, bookings.size())));
            }
            if (!expansion.makesAvailable(time)) {
                outside.add(bookings.get(i));
            }
        }
        return outside;
    }

    /** The end of the last booking that can be expanded with the first one, so that a far one does not cost all years between. */
    private static Instant lastBeforeGap(List<FutureBooking> bookings) {
        var last = bookings.getFirst().time().end();
        for (var booking : bookings) {
            if (booking.time().start().isAfter(last.plus(GAP))) {
                break;
            }
            last = booking.time().end();
        }
        return last;
    }
}
