package org.mentoring.booking.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.slot.Expansion;
import org.mentoring.booking.slot.Schedule;

/** Finds the bookings to come that a mentor has left outside of rules and windows. They stand, whatever becomes of those. */
@ApplicationScoped
public class OutsideBookings {

    private static final String LOCK = "SELECT lock_person($1)";
    private static final String TO_COME = """
            SELECT id, start_time, end_time FROM bookings
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

    /**
     * Those of the mentor who asks, by the schedule as the transaction leaves it, the earliest first. The transaction has
     * raised the version of the schedule; until it ends nobody books this mentor, so that none is missed.
     */
    public Uni<List<OutsideBooking>> of(SqlConnection tx, UUID mentorId) {
        return tx.preparedQuery(LOCK)
                .execute(Tuple.of(mentorId))
                .chain(() -> toCome(tx, mentorId))
                .chain(bookings -> bookings.isEmpty()
                        ? Uni.createFrom().item(bookings)
                        : scheduleRows
                                .uncommitted(tx, mentorId)
                                .chain(schedule -> schedules.compute(() -> outside(schedule, bookings))));
    }

    /** Those that are within the current schedule, and would be outside of it with a change; nothing is locked. */
    public Uni<List<OutsideBooking>> after(SqlConnection tx, UUID mentorId, UnaryOperator<Schedule> change) {
        return toCome(tx, mentorId)
                .chain(bookings -> bookings.isEmpty()
                        ? Uni.createFrom().item(bookings)
                        : scheduleRows
                                .uncommitted(tx, mentorId)
                                .chain(schedule -> schedules.compute(() -> {
                                    var before = outside(schedule, bookings);
                                    return outside(change.apply(schedule), bookings).stream()
                                            .filter(booking -> !before.contains(booking))
                                            .toList();
                                })));
    }

    private Uni<List<OutsideBooking>> toCome(SqlConnection tx, UUID mentorId) {
        return tx.preparedQuery(TO_COME)
                .execute(Tuple.of(mentorId.toString()))
                .map(rows -> rows.stream()
                        .map(row -> new OutsideBooking(
                                row.getUUID("id"),
                                row.getOffsetDateTime("start_time"),
                                row.getOffsetDateTime("end_time")))
                        .toList());
    }

    private static List<OutsideBooking> outside(Schedule schedule, List<OutsideBooking> bookings) {
        var outside = new ArrayList<OutsideBooking>();
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
    private static Instant lastBeforeGap(List<OutsideBooking> bookings) {
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
