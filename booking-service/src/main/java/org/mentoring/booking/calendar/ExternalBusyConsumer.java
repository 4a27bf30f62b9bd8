package org.mentoring.booking.calendar;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;
import org.mentoring.kit.inbox.UnreadableEventException;

/**
 * Stores the busy times of connected calendars; the higher version wins, whatever the event key. What is booked already stays
 * booked.
 */
@ApplicationScoped
class ExternalBusyConsumer {

    private static final String BUSY_CHANGED = "org.mentoring.calendar.busy-changed.v1";
    // An event says nothing of the time before its own; of the last days OfferedDays needs what was known then.
    private static final String UPSERT = """
            INSERT INTO external_busy AS known (mentor_id, provider, busy, version)
            SELECT $1, $2, coalesce(range_agg(tstzrange(start_time, end_time)), '{}'), $5
              FROM unnest($3::timestamptz[], $4::timestamptz[]) AS busy (start_time, end_time)
            ON CONFLICT (mentor_id, provider) DO UPDATE
               SET busy = excluded.busy
                          + known.busy * tstzmultirange(tstzrange(now() - interval '8 days', greatest($6, now() - interval '8 days'))),
                   version = excluded.version
             WHERE known.version < excluded.version
            RETURNING coalesce(old.busy, '{}') <> new.busy AS changed
            """;
    private static final String SEPARATE = """
            INSERT INTO calendars_with_separate_entries (mentor_id, provider, since) VALUES ($1, $2, $3)
            ON CONFLICT DO NOTHING
            """;
    private static final String NOT_SEPARATE =
            "DELETE FROM calendars_with_separate_entries WHERE mentor_id = $1 AND provider = $2";
    private static final String RAISE_VERSION =
            "UPDATE schedules SET schedule_version = schedule_version + 1 WHERE mentor_id = $1";

    private final Inbox inbox;

    ExternalBusyConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("calendars")
    Uni<Void> on(Message<String> message) {
        return inbox.receive("external-busy", message, ExternalBusyConsumer::apply);
    }

    private static Uni<Void> apply(Event event, SqlConnection tx) {
        if (!event.type().equals(BUSY_CHANGED)) {
            return Uni.createFrom().voidItem();
        }
        var calendar = event.data(Calendar.class).checked();
        var starts = calendar.busy().stream().map(Busy::startTime).toArray(OffsetDateTime[]::new);
        var ends = calendar.busy().stream().map(Busy::endTime).toArray(OffsetDateTime[]::new);
        return tx.preparedQuery(UPSERT)
                .execute(Tuple.of(
                        calendar.mentorId(),
                        calendar.provider(),
                        starts,
                        ends,
                        event.aggregateVersion(),
                        calendar.from()))
                .call(kept ->
                        kept.rowCount() == 0 ? Uni.createFrom().voidItem() : noteEntries(tx, calendar, event.time()))
                .chain(kept -> kept.stream().anyMatch(row -> row.getBoolean("changed"))
                        ? tx.preparedQuery(RAISE_VERSION)
                                .execute(Tuple.of(calendar.mentorId()))
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem());
    }

    private static Uni<Void> noteEntries(SqlConnection tx, Calendar calendar, Instant since) {
        var noted = "separate".equals(calendar.entries())
                ? tx.preparedQuery(SEPARATE)
                        .execute(Tuple.of(calendar.mentorId(), calendar.provider(), since.atOffset(ZoneOffset.UTC)))
                : tx.preparedQuery(NOT_SEPARATE).execute(Tuple.of(calendar.mentorId(), calendar.provider()));
        return noted.replaceWithVoid();
    }

    /**
     * Everything that one provider knows of a mentor.
     *
     * @param from nothing is said of the time before it; null for all of it
     * @param entries separate if bookings have entries of their own in the calendar
     */
    record Calendar(UUID mentorId, String provider, OffsetDateTime from, List<Busy> busy, String entries) {

        Calendar checked() {
            if (mentorId == null
                    || provider == null
                    || busy == null
                    || !busy.stream().allMatch(Busy::isComplete)) {
                throw new UnreadableEventException("The data of " + BUSY_CHANGED + " is not what it should be");
            }
            return this;
        }
    }

    record Busy(OffsetDateTime startTime, OffsetDateTime endTime) {

        static boolean isComplete(Busy busy) {
            return busy != null
                    && busy.startTime != null
                    && busy.endTime != null
                    && !busy.endTime.isBefore(busy.startTime);
        }
    }
}
