package org.mentoring.notification.booking;

import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.data.Interval;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;
import org.mentoring.kit.inbox.UnreadableEventException;
import org.mentoring.notification.mail.MailConfig;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.Sender;

/**
 * Plans the mails of a booking event, to each side that it concerns, and its reminders, in the statement that records the event.
 * They are sent afterwards, so a slow mail server never holds up the events. In whatever order events come, the mails are
 * the same and go out in that of the bookings' versions.
 */
@ApplicationScoped
class BookingConsumer {

    private static final String CONSUMER = "booking-mails";
    private static final String PLAN = "SELECT plan_booking_event($1, $2, $3, $4, $5, $6, $7, $8, $9, now(), $10, $11)";
    private static final Pattern TYPE = Pattern.compile("org\\.mentoring\\.(booking\\.[a-z-]+)\\.v(\\d+)");

    private final Inbox inbox;
    private final Sender sender;
    private final MailConfig config;

    BookingConsumer(Inbox inbox, Sender sender, MailConfig config) {
        this.inbox = inbox;
        this.sender = sender;
        this.config = config;
    }

    @Incoming("bookings")
    Uni<Void> on(Message<String> message) {
        return inbox.receiveInOneStatement(CONSUMER, message, PLAN, this::values)
                .invoke(sender::wake);
    }

    private Tuple values(Event event) {
        var kind = kind(event.type());
        var booking = kind.map(known -> event.data(Booking.class));
        return Tuple.from(new Object[] {
            CONSUMER,
            event.source(),
            event.id(),
            event.traceparent(),
            event.subject(),
            event.aggregateVersion(),
            kind.map(Kind::column).orElse(null),
            booking.map(told -> status(kind.get(), told)).orElse(null),
            kind.isPresent() ? new JsonObject(event.json()) : null,
            inbox.mayHaveForgotten(event),
            Interval.of(config.mergeWithin())
        });
    }

    /** Of the booking, as the event leaves it. */
    private static String status(Kind kind, Booking booking) {
        return switch (kind) {
            case BOOKING_RESCHEDULED -> "confirmed";
            case BOOKING_MOVE_PROPOSED, BOOKING_MOVE_DECLINED, BOOKING_QUESTION_ASKED, BOOKING_QUESTION_ANSWERED ->
                "pending".equals(booking.status()) ? "requested" : booking.status();
            default -> kind.column().substring("booking-".length());
        };
    }

    /**
     * The mails about an event; empty if there are none.
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
