package org.mentoring.mentor.availability;

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

/** Keeps when each mentor can be booked next, as booking-service tells: the directory finds, sorts and shows mentors by it. */
@ApplicationScoped
class NextFreeTimeConsumer {

    private static final String CHANGED = "org.mentoring.opening.changed.v1";
    // Of who is no mentor here nothing is kept.
    private static final String KEEP = """
            INSERT INTO mentor_next_free_times (mentor_id, next_free_at) SELECT id, $2::timestamptz FROM mentors WHERE id = $1
            ON CONFLICT (mentor_id) DO UPDATE SET next_free_at = excluded.next_free_at
            """;

    private final Inbox inbox;

    NextFreeTimeConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("openings")
    Uni<Void> on(Message<String> message) {
        return inbox.receive("openings", message, NextFreeTimeConsumer::apply);
    }

    private static Uni<Void> apply(Event event, SqlConnection tx) {
        if (!event.type().equals(CHANGED)) {
            return Uni.createFrom().voidItem();
        }
        var changed = event.data(Changed.class);
        var next = changed.nextFreeAt() == null ? null : changed.nextFreeAt().atOffset(ZoneOffset.UTC);
        return tx.preparedQuery(KEEP)
                .execute(Tuple.of(changed.mentorId(), next))
                .replaceWithVoid();
    }

    /** @param nextFreeAt null where nothing is free */
    record Changed(UUID mentorId, Instant nextFreeAt) {}
}
