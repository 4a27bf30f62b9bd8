package org.mentoring.user.mentee;

import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;

/** Keeps who has booked whom, so that mentors find the people they meet before all others. */
@ApplicationScoped
class BookingConsumer {

    private static final String CONFIRMED = "org.mentoring.booking.confirmed.v1";
    private static final String KEEP = """
            INSERT INTO mentor_bookers AS b (mentor_id, mentee_id, last_booked_at) VALUES ($1, $2, $3)
            ON CONFLICT (mentor_id, mentee_id) DO UPDATE
               SET last_booked_at = greatest(b.last_booked_at, excluded.last_booked_at)
            """;

    private final Inbox inbox;

    BookingConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("bookings")
    Uni<Void> on(Message<String> message) {
        return inbox.receiveIdempotent("bookers", message, BookingConsumer::apply);
    }

    private static Uni<Void> apply(Event event, SqlConnection tx) {
        if (!event.type().equals(CONFIRMED)) {
            return Uni.createFrom().voidItem();
        }
        var booking = event.data(Booking.class);
        return tx.preparedQuery(KEEP)
                .execute(Tuple.of(booking.mentorId(), booking.userId(), booking.createdAt()))
                .replaceWithVoid();
    }

    record Booking(UUID mentorId, UUID userId, OffsetDateTime createdAt) {}
}
