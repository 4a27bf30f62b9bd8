package org.mentoring.notification.booking;

import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;
import org.mentoring.kit.inbox.UnreadableEventException;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.Messages;
import org.mentoring.notification.message.Planned;
import org.mentoring.notification.message.Sender;
import org.mentoring.notification.message.Side;

/**
 * Plans the mails of a booking event, one to each side, and its reminders, in the transaction that takes note of the event.
 * They are sent afterwards, so a slow mail server never holds up the events. In whatever order events come, the mails are
 * the same and go out in that of the bookings' versions.
 */
@ApplicationScoped
class BookingConsumer {

    private static final Pattern TYPE = Pattern.compile("org\\.mentoring\\.(booking\\.[a-z-]+)\\.v(\\d+)");

    private final Inbox inbox;
    private final Messages messages;
    private final Reminders reminders;
    private final Sender sender;

    BookingConsumer(Inbox inbox, Messages messages, Reminders reminders, Sender sender) {
        this.inbox = inbox;
        this.messages = messages;
        this.reminders = reminders;
        this.sender = sender;
    }

    @Incoming("bookings")
    Uni<Void> on(Message<String> message) {
        return inbox.receiveInAnyOrder("booking-mails", message, this::plan).invoke(sender::wake);
    }

    private Uni<Void> plan(Event event, SqlConnection tx) {
        var noted = messages.noteOrder(tx, event.subject(), event.aggregateVersion());
        var kind = kind(event.type());
        if (kind.isEmpty()) {
            return noted;
        }
        var booking = event.data(Booking.class);
        return noted.chain(() -> reminders.follow(tx, event, kind.get(), booking))
                .chain(() -> messages.plan(tx, toMentee(event, kind.get(), booking)))
                .chain(() -> messages.plan(tx, toMentor(event, kind.get(), booking)));
    }

    private static Planned toMentee(Event event, Kind kind, Booking booking) {
        return Planned.of(event, kind, booking.userId())
                .inOrder(event.subject(), event.aggregateVersion())
                .to(new Planned.Addressee(
                        Side.MENTEE,
                        booking.userName(),
                        booking.userEmail(),
                        booking.userTimeZone(),
                        booking.userLocale()));
    }

    private static Planned toMentor(Event event, Kind kind, Booking booking) {
        return Planned.of(event, kind, booking.mentorId())
                .inOrder(event.subject(), event.aggregateVersion())
                .to(new Planned.Addressee(
                        Side.MENTOR,
                        booking.mentorName(),
                        booking.mentorEmail(),
                        booking.mentorTimeZone(),
                        booking.mentorLocale()));
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
