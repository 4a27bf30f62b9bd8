package org.mentoring.review.session;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.ce.IncomingCloudEventMetadata;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;

/**
 * Keeps note of the sessions that may be reviewed, and of those that never may: once a session is said to be cancelled or
 * missed it stays so, whatever else is said of it.
 */
@ApplicationScoped
class SessionEndConsumer {

    private static final String PREFIX = "org.mentoring.session.";
    private static final String COMPLETED = PREFIX + "completed.v1";
    private static final String NO_SHOW = PREFIX + "no-show.v1";
    private static final String CANCELLED = PREFIX + "cancelled.v1";
    private static final String NOTE_COMPLETED = """
            INSERT INTO completed_sessions (session_id, mentor_id, mentee_id, mentee_name, completed_at)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
            """;
    private static final String NOTE_NOT_HELD = """
            INSERT INTO sessions_not_held (session_id, mentor_id, mentee_id, outcome)
            VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
            """;

    private final Inbox inbox;

    SessionEndConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    /** The two kinds of ends are consumed apart, so that neither makes the inbox take a late one of the other for stale. */
    @Incoming("sessions")
    Uni<Void> on(Message<String> message) {
        var type = message.getMetadata(IncomingCloudEventMetadata.class).map(IncomingCloudEventMetadata::getType);
        return outcome(type.orElse("")).isPresent()
                ? inbox.receive("sessions-not-held", message, this::notHeld)
                : inbox.receive("completed-sessions", message, this::completed);
    }

    private Uni<Void> completed(Event event, SqlConnection tx) {
        if (!event.type().equals(COMPLETED)) {
            return Uni.createFrom().voidItem();
        }
        var session = event.data(Session.class);
        var completedAt = session.completedAt() != null ? session.completedAt() : event.time();
        return tx.preparedQuery(NOTE_COMPLETED)
                .execute(Tuple.of(
                        session.sessionId(),
                        session.mentorId(),
                        session.menteeId(),
                        session.menteeName(),
                        completedAt.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private Uni<Void> notHeld(Event event, SqlConnection tx) {
        var session = event.data(Session.class);
        return tx.preparedQuery(NOTE_NOT_HELD)
                .execute(Tuple.of(
                        session.sessionId(),
                        session.mentorId(),
                        session.menteeId(),
                        outcome(event.type()).orElseThrow()))
                .replaceWithVoid();
    }

    /** What became of a session that did not take place; empty for any other event. */
    private static Optional<String> outcome(String type) {
        return switch (type) {
            case NO_SHOW -> Optional.of("no-show");
            case CANCELLED -> Optional.of("cancelled");
            default -> Optional.empty();
        };
    }

    record Session(UUID sessionId, UUID mentorId, UUID menteeId, String menteeName, Instant completedAt) {}
}
