package org.mentoring.booking.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.mentoring.booking.slotengine.Expansion;
import org.mentoring.booking.slotengine.ScheduleTooComplexException;
import org.mentoring.booking.slotengine.TimeRange;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.ProblemType;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/**
 * The schedules of mentors, kept in memory by their version. What is kept may be old: whoever acts on it lets the
 * database compare the version, and asks again when it has changed.
 */
@ApplicationScoped
public class Schedules {

    private static final int MAX_WAITING = 256;
    private static final ProblemType TOO_COMPLEX =
            new ProblemType("schedule-too-complex", 422, "The schedule is too complex");

    private final WorkerPool workers = new WorkerPool("schedules", MAX_WAITING);
    private final ScheduleCache cache = new ScheduleCache(workers);
    private final ScheduleRows rows;
    private final Transactions transactions;
    private final Clock clock;

    Schedules(ScheduleRows rows, Transactions transactions, Clock clock) {
        this.rows = rows;
        this.transactions = transactions;
        this.clock = clock;
    }

    @PreDestroy
    void end() {
        workers.close();
    }

    /**
     * The schedule of an approved mentor, which may be old by now; fails with 404 for anybody else.
     *
     * <p>Read as the service: rules and windows are the mentor's own, everyone else learns only what follows from them.
     */
    public Uni<OfferedSchedule> of(UUID mentorId) {
        var schedule = cache.get(mentorId);
        return schedule != null ? expanded(schedule) : current(mentorId);
    }

    /** The current schedule of an approved mentor; fails with 404 for anybody else. */
    public Uni<OfferedSchedule> current(UUID mentorId) {
        return transactions.read(Caller.SERVICE, tx -> current(tx, mentorId)).chain(this::expanded);
    }

    /** The same, ready to say what can be booked now; to be called outside of a transaction, for it may take a while. */
    public Uni<OfferedSchedule> expanded(OfferedSchedule schedule) {
        return expanded(schedule, Duration.ZERO);
    }

    /** The same, also ready to say what can be booked within some days from now. */
    public Uni<OfferedSchedule> expanded(OfferedSchedule schedule, Duration ahead) {
        var now = clock.instant();
        if (schedule.isExpanded(now, ahead)) {
            return Uni.createFrom().item(schedule);
        }
        return asProblem(WorkerPool.result(() -> cache.expand(schedule, now)));
    }

    /** Forgets a schedule that has turned out to be old. */
    public void forget(OfferedSchedule old) {
        cache.forget(old);
    }

    /** The schedule as the transaction sees it, which must be one of the service; it may not be expanded. */
    public Uni<OfferedSchedule> current(SqlConnection tx, UUID mentorId) {
        return rows.settings(tx, mentorId).chain(settings -> {
            var known = cache.get(mentorId);
            return known != null && known.version() == settings.getLong("schedule_version")
                    ? Uni.createFrom().item(known)
                    : rows.offered(tx, mentorId, settings).invoke(cache::keep);
        });
    }

    /**
     * Fails with 422 when the schedule, as a transaction of its mentor has changed it, takes too much work to expand.
     */
    public Uni<Void> requireAffordable(SqlConnection tx, UUID mentorId) {
        var now = clock.instant();
        return rows.uncommitted(tx, mentorId)
                .chain(schedule -> compute(() -> {
                    schedule.requireAffordable(now);
                    return schedule;
                }))
                .replaceWithVoid();
    }

    /** Whether rules and windows make the whole time of a session available, however far ahead it is. */
    public Uni<Boolean> isWithinHours(OfferedSchedule schedule, SessionType type, Instant start) {
        var time = new TimeRange(start, start.plus(type.duration()));
        return schedule.expansion().covers(time.start(), time.end())
                ? Uni.createFrom().item(schedule.expansion().makesAvailable(time))
                : compute(() -> Expansion.of(schedule.schedule(), time.start(), time.end())
                        .makesAvailable(time));
    }

    /** Runs what may take long by the rules of a schedule, away from the event loop. */
    public <T> Uni<T> compute(Supplier<T> computation) {
        return asProblem(workers.run(computation));
    }

    /** Whether the work failed because the schedule takes too much of it to expand. */
    public static boolean isTooComplex(Throwable failure) {
        return failure instanceof ProblemException problem && problem.type() == TOO_COMPLEX;
    }

    private static <T> Uni<T> asProblem(Uni<T> work) {
        return work.onFailure(ScheduleTooComplexException.class)
                .transform(failure -> Problems.of(
                        TOO_COMPLEX,
                        "The rules together occur too often, name too many dates, or reach back too far with a COUNT. Use fewer"
                                + " rules, an UNTIL in place of a COUNT, or a later first day."));
    }
}
