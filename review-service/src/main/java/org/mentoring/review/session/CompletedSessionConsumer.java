package org.mentoring.review.session;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;

/** Keeps note of the sessions that may be reviewed. */
@ApplicationScoped
class CompletedSessionConsumer {

    private static final String COMPLETED = "org.mentoring.session.completed.v1";
    private static final String INSERT = """
            INSERT INTO completed_sessions (session_id, mentor_id, mentee_id, mentee_name, completed_at)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
            """;

    private final Inbox inbox;

    CompletedSessionConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("sessions")
    Uni<Void> on(Message<String> message) {
        return inbox.receive("completed-sessions", message, this::apply);
    }

    private Uni<Void> apply(Event event, SqlConnection tx) {
        if (!event.type().equals(COMPLETED)) {
            return Uni.createFrom().voidItem();
        }
        var session = event.data(Session.class);
        var completedAt = session.completedAt() != null ? session.completedAt() : event.time();
        return tx.preparedQuery(INSERT)
                .execute(Tuple.of(
                        session.sessionId(),
                        session.mentorId(),
                        session.menteeId(),
                        session.menteeName(),
                        completedAt.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    record Session(UUID sessionId, UUID mentorId, UUID menteeId, String menteeName, Instant completedAt) {}
}
