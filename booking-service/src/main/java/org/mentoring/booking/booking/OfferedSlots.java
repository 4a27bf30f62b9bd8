package org.mentoring.booking.booking;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.mentoring.booking.schedule.OfferedSchedule;
import org.mentoring.booking.schedule.Schedules;
import org.mentoring.kit.problem.Problems;

/** Checks by the slot engine that a mentor offers a slot, before the database takes it under the version that was checked. */
@ApplicationScoped
class OfferedSlots {

    private static final int SCHEDULE_RETRIES = 3;

    private final Schedules schedules;
    private final Clock clock;

    OfferedSlots(Schedules schedules, Clock clock) {
        this.schedules = schedules;
        this.clock = clock;
    }

    /**
     * Runs the work for a slot that the mentor offers; again, with the check, when the work fails because the schedule has
     * changed in between. Fails with 404 for an unknown mentor and with 422 for a slot that is not offered.
     */
    <T> Uni<T> with(UUID mentorId, String sessionType, Instant start, Function<OfferedSlot, Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> schedules.of(mentorId))
                .chain(schedule -> attempt(schedule, sessionType, start, work))
                .onFailure(ScheduleChangedException.class)
                .retry()
                .atMost(SCHEDULE_RETRIES);
    }

    /** The failure of work that learns from the database that the schedule it was checked against is old. */
    ScheduleChangedException outdated(OfferedSlot slot) {
        schedules.forget(slot.schedule());
        return new ScheduleChangedException();
    }

    private <T> Uni<T> attempt(
            OfferedSchedule schedule, String sessionType, Instant start, Function<OfferedSlot, Uni<T>> work) {
        var type = schedule.sessionType(sessionType);
        if (type.isPresent() && schedule.offers(type.get(), start, clock.instant())) {
            return work.apply(new OfferedSlot(schedule, type.get(), start));
        }
        // What is kept may be old; only the current schedule may refuse.
        return schedules.current(schedule.mentorId()).map(current -> {
            if (current.version() != schedule.version()) {
                throw new ScheduleChangedException();
            }
            throw type.isEmpty()
                    ? Problems.invalid("session_type", "must be a session type of this mentor")
                    : BookingProblems.slotNotOffered();
        });
    }
}
