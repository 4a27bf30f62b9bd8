package org.mentoring.review.session;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;
import org.mentoring.review.review.Reviews;

/**
 * Keeps the sessions that have begun or ended as their last event tells them, and has the review of a session follow: which
 * sessions can be reviewed, and whose reviews are taken back, the generated columns of the table say.
 */
@ApplicationScoped
class SessionConsumer {

    // With the current name where it is known, which is none for an account that was erased.
    private static final String KEEP = """
            INSERT INTO sessions (session_id, mentor_id, mentee_id, mentee_name, status, absent, reported_by, contested,
                                  contested_absent, decided)
            VALUES ($1, $2, $3,
                    (SELECT CASE WHEN count(*) = 0 THEN $4 ELSE max(name) END FROM people WHERE user_id = $3),
                    $5, $6, $7, $8, $9, $10)
            ON CONFLICT (session_id) DO UPDATE
               SET mentee_name = excluded.mentee_name, status = excluded.status, absent = excluded.absent,
                   reported_by = excluded.reported_by, contested = excluded.contested,
                   contested_absent = excluded.contested_absent, decided = excluded.decided
            RETURNING withdraws_review
            """;

    private final Inbox inbox;
    private final Reviews reviews;

    SessionConsumer(Inbox inbox, Reviews reviews) {
        this.inbox = inbox;
        this.reviews = reviews;
    }

    @Incoming("sessions")
    Uni<Void> on(Message<String> message) {
        return inbox.receiveInSession("sessions", message, this::apply);
    }

    private Uni<Void> apply(Event event, SqlConnection tx) {
        if (!event.type().startsWith("org.mentoring.session.")) {
            return Uni.createFrom().voidItem();
        }
        var session = event.data(Session.class);
        var values = Tuple.tuple()
                .addUUID(session.sessionId())
                .addUUID(session.mentorId())
                .addUUID(session.menteeId())
                .addString(session.menteeName())
                .addString(session.status())
                .addString(session.absent())
                .addString(session.reportedBy())
                .addBoolean(session.contestedBy() != null)
                .addString(session.contestedAbsent())
                .addBoolean(session.decidedAt() != null);
        return tx.preparedQuery(KEEP)
                .execute(values)
                .chain(rows -> reviews.setWithdrawn(
                        tx, session.sessionId(), rows.iterator().next().getBoolean("withdraws_review")));
    }

    record Session(
            UUID sessionId,
            UUID mentorId,
            UUID menteeId,
            String menteeName,
            String status,
            String absent,
            String reportedBy,
            String contestedBy,
            String contestedAbsent,
            String decidedAt) {}
}
