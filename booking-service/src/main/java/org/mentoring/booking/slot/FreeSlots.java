package org.mentoring.booking.slot;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.mentoring.booking.schedule.OccupiedTimes;
import org.mentoring.booking.schedule.OfferedSchedule;
import org.mentoring.booking.schedule.Schedules;
import org.mentoring.booking.schedule.SessionType;
import org.mentoring.booking.schedule.UnavailableReason;
import org.mentoring.booking.schedule.WorkerPool;
import org.mentoring.booking.slotengine.MergedRanges;
import org.mentoring.booking.slotengine.TimeRange;
import org.mentoring.booking.time.InstantOrDate;
import org.mentoring.booking.time.Times;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** What of a mentor's schedule is still free. */
@ApplicationScoped
class FreeSlots {

    static final int MOST_DAYS = 62;
    private static final Duration DEFAULT_RANGE = Duration.ofDays(14);
    // So few are found faster than another thread is woken.
    private static final int MOST_ON_EVENT_LOOP = 500;
    private static final int MAX_WAITING = 64;
    // A buffer is a day long at most; so is a session.
    private static final Duration REACH = Duration.ofDays(2);
    // Where weeks count, those in which the range begins and ends as a whole, in whatever zone.
    private static final Duration REACH_OF_WEEKS = Duration.ofDays(8);

    private final Schedules schedules;
    private final Transactions transactions;
    private final Clock clock;
    private final WorkerPool workers = new WorkerPool("slots", MAX_WAITING);

    FreeSlots(Schedules schedules, Transactions transactions, Clock clock) {
        this.schedules = schedules;
        this.transactions = transactions;
        this.clock = clock;
    }

    @PreDestroy
    void end() {
        workers.close();
    }

    /**
     * What is asked for.
     *
     * @param from null for now
     * @param to null for two weeks after {@code from}
     * @param sessionType null for the mentor's first
     * @param zone in which to answer, and whose days are meant; null for the mentor's
     * @param limit how many slots to find, at most {@link SlotList#MOST}
     * @param caller who asks, and is not shown times of the caller's other sessions; null for nobody in particular
     * @param moving a booking of the caller's, whose own time is not in the way; null for none
     */
    record Query(
            UUID mentorId,
            InstantOrDate from,
            InstantOrDate to,
            String sessionType,
            ZoneId zone,
            int limit,
            UUID caller,
            UUID moving) {}

    /** What the database returns for a query. */
    private record Found(
            OfferedSchedule schedule,
            SessionType type,
            ZoneId zone,
            TimeRange range,
            List<OfferedSchedule.BookedStarts> taken,
            MergedRanges menteeBusy) {

        SlotList slots(Instant now, int limit) {
            var starts = schedule.starts(type, taken, menteeBusy, range.start(), range.end(), now, limit + 1);
            return SlotList.of(schedule, zone, type, starts, limit);
        }

        boolean isLarge(Instant now) {
            return schedule.startsAtMost(type, range.start(), range.end(), now) > MOST_ON_EVENT_LOOP;
        }

        /** From the end of the range until as far ahead as can be booked. */
        Found rest(Instant now, List<OfferedSchedule.BookedStarts> taken, MergedRanges menteeBusy) {
            return new Found(schedule, type, zone, restOfWindow(now), taken, menteeBusy);
        }

        TimeRange restOfWindow(Instant now) {
            return new TimeRange(range.end(), schedule.lastStart(now));
        }

        boolean endsWithinWindow(Instant now) {
            return range.end().isBefore(schedule.lastStart(now));
        }

        /** Whether a part of the range can be booked at all. */
        boolean isBookable(Instant now) {
            return range.end().isAfter(now.plus(schedule.minimumNotice()))
                    && range.start().isBefore(schedule.lastStart(now));
        }

        UnavailableReason whyNothingIsFree(Instant now) {
            return schedule.whyNothingIsFree(type, range.start(), range.end(), now);
        }

        OffsetDateTime first(Instant now) {
            return schedule.starts(type, taken, menteeBusy, range.start(), range.end(), now, 1).stream()
                    .findFirst()
                    .map(start -> start.atOffset(zone.getRules().getOffset(start)))
                    .orElse(null);
        }

        Found expanded(OfferedSchedule schedule) {
            return new Found(schedule, type, zone, range, taken, menteeBusy);
        }
    }

    /**
     * Answers with what is made of the slots that are found.
     *
     * @param answer runs where the slots are found: away from the event loop where they may be many
     */
    <T> Uni<T> find(Query wanted, Function<SlotList, T> answer) {
        var now = clock.instant();
        return transactions
                .read(
                        Caller.SERVICE,
                        tx -> schedules
                                .current(tx, wanted.mentorId())
                                .chain(schedule -> find(tx, schedule, wanted, now)))
                .chain(found -> schedules.expanded(found.schedule()).map(found::expanded))
                .chain(found -> compute(found.isLarge(now), () -> {
                            var slots = found.slots(now, wanted.limit());
                            return wanted.moving() == null && slots.items().isEmpty() && found.isBookable(now)
                                    ? explained(found, wanted, slots, now).map(answer)
                                    : Uni.createFrom().item(answer.apply(slots));
                        })
                        .chain(Function.identity()));
    }

    private <T> Uni<T> compute(boolean isLarge, Supplier<T> computation) {
        return isLarge ? workers.run(computation) : Uni.createFrom().item(computation);
    }

    /** Says why there are no slots, and when the next one is: for that the rest of the booking window is looked at, once. */
    private Uni<SlotList> explained(Found found, Query wanted, SlotList slots, Instant now) {
        var next = found.endsWithinWindow(now)
                ? transactions
                        .read(Caller.SERVICE, tx -> rest(tx, found, wanted, now))
                        .chain(rest -> compute(
                                found.isLarge(now) || rest.isLarge(now),
                                () -> new Unavailable(found.whyNothingIsFree(now), rest.first(now))))
                : compute(found.isLarge(now), () -> new Unavailable(found.whyNothingIsFree(now), null));
        return next.map(slots::with);
    }

    private static Uni<Found> rest(SqlConnection tx, Found found, Query wanted, Instant now) {
        var around = around(found.schedule(), found.restOfWindow(now));
        return OccupiedTimes.ofMentor(tx, wanted.mentorId(), around, null, now)
                .chain(taken -> OccupiedTimes.ofMentee(tx, wanted.caller(), around, null, now)
                        .map(busy -> found.rest(now, taken, busy)));
    }

    private static Uni<Found> find(SqlConnection tx, OfferedSchedule schedule, Query wanted, Instant now) {
        return wanted.moving() == null
                ? find(tx, schedule, wanted, null, now)
                : OccupiedTimes.moved(tx, wanted.moving(), wanted.mentorId(), wanted.caller(), now)
                        .chain(moved -> find(tx, schedule, wanted, moved, now));
    }

    /** @param moved null for a new booking */
    private static Uni<Found> find(
            SqlConnection tx, OfferedSchedule schedule, Query wanted, OccupiedTimes.Moved moved, Instant now) {
        var zone = wanted.zone() == null ? schedule.schedule().timeZone() : wanted.zone();
        var range = range(wanted, zone, now);
        var type = moved == null ? type(schedule, wanted.sessionType()) : moved.agreed();
        var around = around(schedule, range);
        var mentee = moved == null ? wanted.caller() : moved.mentee();
        return OccupiedTimes.ofMentor(tx, wanted.mentorId(), around, moved, now)
                .chain(taken -> OccupiedTimes.ofMentee(tx, mentee, around, moved, now)
                        .map(busy -> new Found(schedule, type, zone, range, taken, busy)));
    }

    /** What may matter to slots in a range. */
    static TimeRange around(OfferedSchedule schedule, TimeRange range) {
        var reach = schedule.limits().areNone() ? REACH : REACH_OF_WEEKS;
        return new TimeRange(range.start().minus(reach), range.end().plus(reach));
    }

    private static TimeRange range(Query wanted, ZoneId zone, Instant now) {
        var from = wanted.from() == null ? now : wanted.from().in(zone);
        var to = wanted.to() == null ? from.plus(DEFAULT_RANGE) : wanted.to().in(zone);
        if (!from.isBefore(to)) {
            throw Problems.invalid("to", "must be after from");
        }
        if (Times.isLonger(from, to, MOST_DAYS, zone)) {
            throw Problems.invalid("to", "must be at most " + MOST_DAYS + " days after from");
        }
        return new TimeRange(from, to);
    }

    private static SessionType type(OfferedSchedule schedule, String name) {
        return name == null
                ? schedule.sessionTypes().getFirst()
                : schedule.sessionType(name)
                        .orElseThrow(() -> Problems.invalid("session_type", "must be a session type of this mentor"));
    }
}
