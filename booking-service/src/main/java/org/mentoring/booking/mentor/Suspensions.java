package org.mentoring.booking.mentor;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.inbox.Event;

/**
 * Ends future bookings of a mentor who is suspended or whose account is closed: requests end, and so does what is confirmed unless
 * the suspension keeps it. Which bookings end is settled with the event, so that a mentor who is approved again, and an event that
 * comes late or twice, lose nothing that was booked since. A first batch ends with the event, the rest by the clock.
 */
@ApplicationScoped
class Suspensions {

    private static final int BATCH = 100;
    private static final String KEEP = "keep";
    private static final String SCHEDULE = "SELECT schedule_cancellations($1, $2, $3, $4, now())";
    private static final String CANCEL = "SELECT cancel_scheduled(now(), $1, $2)";
    private static final String ERASE = "UPDATE mentors SET status = 'erased' WHERE id = $1";

    Uni<Void> suspended(SqlConnection tx, Event event) {
        var suspension = event.data(Suspension.class);
        var keep = KEEP.equals(suspension.sessions());
        return end(tx, event, keep, keep ? "system" : "admin", suspension.reason());
    }

    Uni<Void> erased(SqlConnection tx, Event event) {
        return tx.preparedQuery(ERASE)
                .execute(Tuple.of(event.subject()))
                .chain(() -> end(tx, event, false, "system", null));
    }

    private Uni<Void> end(SqlConnection tx, Event event, boolean requestsOnly, String by, String reason) {
        return tx.preparedQuery(SCHEDULE)
                .execute(Tuple.of(event.subject(), requestsOnly, by, reason))
                .chain(() -> tx.preparedQuery(CANCEL).execute(Tuple.of(event.traceparent(), BATCH)))
                .replaceWithVoid();
    }

    /**
     * What an admin decided.
     *
     * @param sessions keep, or cancel, which is also what null means
     * @param reason for the mentees; null for none
     */
    record Suspension(UUID mentorId, String sessions, String reason) {}
}
