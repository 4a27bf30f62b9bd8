package org.mentoring.notification.booking;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;
import org.mentoring.kit.inbox.UnreadableEventException;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.Sender;

/**
 * Plans the mails of a booking event, one to each side, and its reminders, in the statement that takes note of the event.
 * They are sent afterwards, so a slow mail server never holds up the events. In whatever order events come, the mails are
 * the same and go out in that of the bookings' versions.
 */
@ApplicationScoped
class BookingConsumer {

    private static final String CONSUMER = "booking-mails";
    private static final String TAKE = "SELECT take_booking_event($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    private static final Pattern TYPE = Pattern.compile("org\\.mentoring\\.(booking\\.[a-z-]+)\\.v(\\d+)");

    private final Inbox inbox;
    private final Sender sender;
    private final Clock clock;

    BookingConsumer(Inbox inbox, Sender sender, Clock clock) {
        this.inbox = inbox;
        this.sender = sender;
        this.clock = clock;
    }

    @Incoming("bookings")
    Uni<Void> on(Message<String> message) {
        return inbox.receiveInOneStatement(CONSUMER, message, TAKE, this::values)
                .invoke(sender::wake);
    }

    private Tuple values(Event event) {
        var kind = kind(event.type());
        kind.ifPresent(known -> event.data(Booking.class));
        return Tuple.from(new Object[] {
            CONSUMER,
            event.source(),
            event.id(),
            event.traceparent(),
            event.subject(),
            event.aggregateVersion(),
            kind.map(Kind::column).orElse(null),
            kind.map(BookingConsumer::status).orElse(null),
            kind.isPresent() ? new JsonObject(event.json()) : null,
            clock.instant().atOffset(ZoneOffset.UTC),
            inbox.mayHaveForgotten(event)
        });
    }

    /** Of the booking, as the event leaves it. */
    private static String status(Kind kind) {
        return kind == Kind.BOOKING_RESCHEDULED ? "confirmed" : kind.column().substring("booking-".length());
    }

    /**
     * What is told of an event; empty for one that nobody is written to about.
     *
     * @throws UnreadableEventException if a later version of this service is needed to understand it
     */
    private static Optional<Kind> kind(String type) {
        var matcher = TYPE.matcher(type);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var kind = Kind.ofColumn(matcher.group(1).replace('.', '-'));
        if (kind.isPresent() && !"1".equals(matcher.group(2))) {
            throw new UnreadableEventException(
                    "The event " + type + " is of a version that this service does not know");
        }
        return kind;
    }
}
