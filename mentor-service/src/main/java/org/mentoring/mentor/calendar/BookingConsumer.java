package org.mentoring.mentor.calendar;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;

/** Keeps the expected calendar entries up to date with the bookings; each event contains the whole booking. */
@ApplicationScoped
class BookingConsumer {

    private static final String ANONYMIZED = "org.mentoring.booking.anonymized.v1";

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
        var booking = event.data(ExpectedEntries.Booking.class);
        if (!event.type().equals(ANONYMIZED)) {
            return entries.expect(tx, booking);
        }
        // What cancelled it may be late, and has no effect then.
        return entries.anonymize(tx, booking)
                .chain(() -> booking.isConfirmed() ? Uni.createFrom().voidItem() : entries.expect(tx, booking));
    }
}
