package org.mentoring.mentor.calendar;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;

/** Keeps what shall stand in calendars as the bookings have it. */
@ApplicationScoped
class BookingConsumer {

    private static final String PREFIX = "org.mentoring.booking.";

    private final Inbox inbox;
    private final ExpectedEntries entries;

    BookingConsumer(Inbox inbox, ExpectedEntries entries) {
        this.inbox = inbox;
        this.entries = entries;
    }

    @Incoming("bookings")
    Uni<Void> on(Message<String> message) {
        return inbox.receive("calendar-entries", message, this::apply);
    }

    private Uni<Void> apply(Event event, SqlConnection tx) {
        return switch (event.type()) {
            case PREFIX + "confirmed.v1", PREFIX + "rescheduled.v1" ->
                entries.add(tx, event.data(ExpectedEntries.Booking.class));
            case PREFIX + "cancelled.v1" -> entries.remove(tx, event.data(ExpectedEntries.Booking.class));
            case PREFIX + "anonymized.v1" -> entries.anonymize(tx, event.data(ExpectedEntries.Booking.class));
            default -> Uni.createFrom().voidItem();
        };
    }
}
