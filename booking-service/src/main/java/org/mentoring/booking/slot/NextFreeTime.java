package org.mentoring.booking.slot;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.schedule.OccupiedTimes;
import org.mentoring.booking.schedule.OfferedSchedule;
import org.mentoring.booking.schedule.Schedules;
import org.mentoring.booking.slotengine.TimeRange;

/**
 * Finds when a mentor can be booked next: the earliest start that {@code GET /slots} would show, over all session types, to somebody
 * without sessions. Most mentors are free soon, so that a short time is looked at first, and a longer one each time nothing is free.
 */
@ApplicationScoped
class NextFreeTime {

    private static final Duration FIRST_STAGE = Duration.ofDays(7);
    private static final int GROWTH = 4;
    /** How far beyond the booking window is looked, to know when it will have moved on to a free time. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private static final String IS_APPROVED =
            "SELECT EXISTS (SELECT FROM mentors WHERE id = $1 AND status = 'approved') AS approved";

    private final Schedules schedules;

    NextFreeTime(Schedules schedules) {
        this.schedules = schedules;
    }

    /**
     * What is known at a moment.
     *
     * @param at null where nothing can be booked
     * @param recheckAt after this time it is another, though nothing may have changed; null for never
     */
    record Found(Instant at, Instant recheckAt) {

        static final Found NEVER = new Found(null, null);
    }

    /** In a transaction of the service, which may take as long as expanding the schedule does. */
    Uni<Found> of(SqlConnection tx, UUID mentorId, Instant now) {
        return tx.preparedQuery(IS_APPROVED)
                .execute(Tuple.of(mentorId))
                .chain(rows -> rows.iterator().next().getBoolean("approved")
                        ? schedules.current(tx, mentorId).chain(schedule -> of(tx, schedule, now))
                        : Uni.createFrom().item(Found.NEVER));
    }

    private Uni<Found> of(SqlConnection tx, OfferedSchedule schedule, Instant now) {
        if (!schedule.hasHours() || schedule.bookingWindow().compareTo(schedule.minimumNotice()) <= 0) {
            return Uni.createFrom().item(Found.NEVER);
        }
        return schedules
                .expanded(schedule, AHEAD)
                .chain(expanded -> first(tx, expanded, now, now, FIRST_STAGE))
                .map(first -> found(schedule, first, now))
                // As for GET /slots, which shows none of it.
                .onFailure(Schedules::isTooComplex)
                .recoverWithItem(new Found(null, now.plus(AHEAD)));
    }

    private Uni<Instant> first(SqlConnection tx, OfferedSchedule schedule, Instant from, Instant now, Duration stage) {
        var end = schedule.lastStart(now).plus(AHEAD);
        var to = from.plus(stage).isBefore(end) ? from.plus(stage) : end;
        return OccupiedTimes.ofMentor(
                        tx, schedule.mentorId(), FreeSlots.around(schedule, new TimeRange(from, to)), null, now)
                .chain(taken -> schedules.compute(() -> schedule.firstStart(taken, from, to, now)))
                .chain(first -> first != null || to.equals(end)
                        ? Uni.createFrom().item(first)
                        : first(tx, schedule, to, now, stage.multipliedBy(GROWTH)));
    }

    private static Found found(OfferedSchedule schedule, Instant first, Instant now) {
        if (first == null) {
            return new Found(null, now.plus(AHEAD));
        }
        return first.isBefore(schedule.lastStart(now))
                ? new Found(first, first.minus(schedule.minimumNotice()))
                : new Found(null, first.minus(schedule.bookingWindow()));
    }
}
