package org.mentoring.booking.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/** What of a mentor's schedule is still free. */
@ApplicationScoped
class FreeSlots {

    static final Duration LONGEST = Duration.ofDays(62);
    private static final Duration USUAL = Duration.ofDays(14);
    // A buffer is a day long at most; so is a session.
    private static final Duration REACH = Duration.ofDays(2);
    // Where weeks count, those in which the range begins and ends as a whole, in whatever zone.
    private static final Duration REACH_OF_WEEKS = Duration.ofDays(8);
    private static final String TAKEN = """
            SELECT start_time AS start, lower(occupied) AS start_time, upper(occupied) AS end_time FROM bookings
             WHERE mentor_id = $1 AND occupied && tstzrange($2, $3) AND status IN ('held', 'pending', 'confirmed')
               AND (status = 'confirmed' OR expires_at > $4)
            """;

    private final Schedules schedules;
    private final Transactions transactions;
    private final Clock clock;

    FreeSlots(Schedules schedules, Transactions transactions, Clock clock) {
        this.schedules = schedules;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param from null for now
     * @param to null for two weeks after {@code from}
     * @param sessionType null for the mentor's first
     * @param zone in which to answer; null for the mentor's
     */
    record Wanted(UUID mentorId, Instant from, Instant to, String sessionType, ZoneId zone) {}

    Uni<SlotList> find(Wanted wanted) {
        var now = clock.instant();
        var from = wanted.from() == null ? now : wanted.from();
        var to = wanted.to() == null ? from.plus(USUAL) : wanted.to();
        if (!from.isBefore(to)) {
            throw Problems.invalid("to", "must be after from");
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw Problems.invalid("to", "must be at most " + LONGEST.toDays() + " days after from");
        }
        return transactions.read(
                Caller.SERVICE,
                tx -> schedules.current(tx, wanted.mentorId()).chain(schedule -> {
                    var type = type(schedule, wanted.sessionType());
                    return taken(tx, schedule, from, to, now)
                            .map(taken -> SlotList.of(
                                    wanted.mentorId(),
                                    wanted.zone() == null ? schedule.schedule().timeZone() : wanted.zone(),
                                    type,
                                    schedule.starts(type, taken, from, to, now)));
                }));
    }

    private static SessionType type(OfferedSchedule schedule, String name) {
        return name == null
                ? schedule.sessionTypes().getFirst()
                : schedule.sessionType(name)
                        .orElseThrow(() -> Problems.invalid("session_type", "is none that this mentor offers"));
    }

    private static Uni<List<OfferedSchedule.Taken>> taken(
            SqlConnection tx, OfferedSchedule schedule, Instant from, Instant to, Instant now) {
        var reach = schedule.limits().areNone() ? REACH : REACH_OF_WEEKS;
        return tx.preparedQuery(TAKEN)
                .execute(Tuple.of(
                        schedule.mentorId().toString(),
                        from.minus(reach).atOffset(ZoneOffset.UTC),
                        to.plus(reach).atOffset(ZoneOffset.UTC),
                        now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.stream()
                        .map(row -> new OfferedSchedule.Taken(
                                row.getOffsetDateTime("start").toInstant(), Schedules.range(row)))
                        .toList());
    }
}
