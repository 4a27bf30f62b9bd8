package org.mentoring.notification.booking;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.Messages;
import org.mentoring.notification.message.Sender;
import org.mentoring.notification.message.Side;

/**
 * Plans the mails of a booking event, one to each side, in the transaction that takes note of the event. They are sent
 * afterwards, so a slow mail server never holds up the events.
 */
@ApplicationScoped
class BookingConsumer {

    private final Inbox inbox;
    private final Messages messages;
    private final Sender sender;

    BookingConsumer(Inbox inbox, Messages messages, Sender sender) {
        this.inbox = inbox;
        this.messages = messages;
        this.sender = sender;
    }

    @Incoming("bookings")
    Uni<Void> on(Message<String> message) {
        return inbox.receive("booking-mails", message, this::plan).invoke(sender::wake);
    }

    private Uni<Void> plan(Event event, SqlConnection tx) {
        var kind = Kind.ofEvent(event.type());
        if (kind.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var booking = event.data(Booking.class);
        return plan(event, tx, kind.get(), Side.MENTEE, booking.userId(), booking.userEmail())
                .chain(() -> plan(event, tx, kind.get(), Side.MENTOR, booking.mentorId(), booking.mentorEmail()));
    }

    private Uni<Void> plan(Event event, SqlConnection tx, Kind kind, Side side, UUID recipient, String email) {
        return messages.plan(tx, event, new Messages.Planned(kind, side, recipient, email));
    }
}
