package org.mentoring.booking.booking;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.json.DatabaseJson;
import org.mentoring.booking.time.Times;
import org.mentoring.kit.database.DatabaseTime;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.page.Page;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;

/**
 * Slots that are kept for somebody for a few minutes. A hold occupies the time as a booking does, is replaced by its holder's
 * own booking, and is deleted when it expires. It has no event.
 */
@ApplicationScoped
class Holds {

    private static final String HOLD = """
            SELECT outcome, hold::text, extract(epoch FROM retry_at - now())::float8 AS retry_after FROM hold_slot(
                p_caller => $1, p_roles => $2, p_name => $3, p_email => $4,
                p_slot => %s, p_until => now() + make_interval(secs => $19), p_most => $20, p_now => now())
            """.formatted(OfferedSlot.row(5));
    private static final String RELEASE = """
            DELETE FROM bookings WHERE id = $1 AND user_id = $2 AND status = 'held' AND expires_at > now()
            """;
    private static final String OWN = """
            SELECT id, mentor_id::uuid AS mentor_id, start_time, end_time, session_type,
                   date_trunc('second', expires_at) AS expires_at
              FROM bookings
             WHERE user_id = $1 AND status = 'held' AND expires_at > now()
               AND ($2::timestamptz IS NULL OR (date_trunc('second', expires_at), id) > ($2, $3))
             ORDER BY date_trunc('second', expires_at), id
             LIMIT $4
            """;

    private static final double MILLIS = 1000;

    private final OfferedSlots offers;
    private final Transactions transactions;
    private final DatabaseJson json;
    private final HoldConfig config;

    Holds(OfferedSlots offers, Transactions transactions, DatabaseJson json, HoldConfig config) {
        this.offers = offers;
        this.transactions = transactions;
        this.json = json;
        this.config = config;
    }

    /** Holds a slot in place of what the mentee held with the mentor; answers the hold. */
    Uni<Hold> hold(Mentee mentee, NewHold wanted) {
        Times.plausible("start_time", wanted.startTime());
        return offers.with(
                        wanted.mentorId(),
                        wanted.sessionType(),
                        wanted.startTime().toInstant(),
                        slot -> transactions
                                .statement(HOLD, parameters(slot, mentee))
                                .map(rows -> held(rows.iterator().next(), slot)))
                .onFailure()
                .transform(failure -> BookingProblems.of(failure, CallerSide.MENTEE));
    }

    /** What the caller holds, the first to expire first; no more than one person may hold at once. */
    Uni<Page<Hold>> own(Caller holder, PageRequest page) {
        var after = page.after(2);
        var wanted = Tuple.of(
                holder.id().toString(),
                after.map(key -> key.time(0)).orElse(null),
                after.map(key -> key.id(1)).orElse(null),
                page.limit() + 1);
        return transactions
                .read(holder, OWN, wanted)
                .map(rows -> Page.of(
                        rows.stream().map(Holds::hold).toList(),
                        page,
                        hold -> List.of(hold.expiresAt().toString(), hold.id().toString())));
    }

    /** Releases a hold before it expires. */
    Uni<Void> release(Caller holder, UUID id) {
        return transactions
                .write(holder, RELEASE, Tuple.of(id, holder.id().toString()))
                .invoke(deleted -> {
                    if (deleted.rowCount() == 0) {
                        throw Problems.notFound("hold");
                    }
                })
                .replaceWithVoid();
    }

    private Tuple parameters(OfferedSlot slot, Mentee mentee) {
        return slot.between(
                Arrays.asList(mentee.caller().id(), mentee.caller().rolesSetting(), mentee.name(), mentee.email()),
                DatabaseTime.seconds(config.duration()),
                config.maxPerPerson());
    }

    private Hold held(Row row, OfferedSlot slot) {
        return switch (row.getString("outcome")) {
            case "held" -> json.read(row.getString("hold"), Hold.class);
            case "too_many" ->
                throw BookingProblems.tooManyHolds(
                        config.maxPerPerson(), Duration.ofMillis((long) (row.getDouble("retry_after") * MILLIS)));
            case "schedule_changed" -> throw offers.outdated(slot);
            case String outcome -> throw BookingProblems.notTaken(outcome);
        };
    }

    private static Hold hold(Row row) {
        return new Hold(
                row.getUUID("id"),
                row.getUUID("mentor_id"),
                row.getOffsetDateTime("start_time"),
                row.getOffsetDateTime("end_time"),
                row.getString("session_type"),
                row.getOffsetDateTime("expires_at"));
    }
}
