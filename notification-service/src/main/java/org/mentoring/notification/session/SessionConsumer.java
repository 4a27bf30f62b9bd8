package org.mentoring.notification.session;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;
import org.mentoring.kit.inbox.UnreadableEventException;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.Messages;
import org.mentoring.notification.message.Planned;
import org.mentoring.notification.message.Planned.Addressee;
import org.mentoring.notification.message.Sender;
import org.mentoring.notification.message.Side;

/**
 * Asks the mentee for a review once a session has taken place. Of one that nobody came to there is nothing to review, and
 * one that was cancelled its booking tells of.
 */
@ApplicationScoped
class SessionConsumer {

    private static final String COMPLETED = "org.mentoring.session.completed.v";
    /** The booking knows the mentee's address where no account does. */
    private static final String MENTEE = """
            SELECT data ->> 'user_email' AS email, data ->> 'user_time_zone' AS time_zone, data ->> 'user_locale' AS locale
              FROM bookings WHERE id = $1 AND NOT EXISTS (SELECT FROM people WHERE user_id = $2 AND email IS NOT NULL)
            """;

    private final Inbox inbox;
    private final Messages messages;
    private final Sender sender;

    SessionConsumer(Inbox inbox, Messages messages, Sender sender) {
        this.inbox = inbox;
        this.messages = messages;
        this.sender = sender;
    }

    @Incoming("sessions")
    Uni<Void> on(Message<String> message) {
        return inbox.receiveInAnyOrder("session-mails", message, this::plan).invoke(sender::wake);
    }

    private Uni<Void> plan(Event event, SqlConnection tx) {
        if (!event.type().startsWith(COMPLETED)) {
            return Uni.createFrom().voidItem();
        }
        if (!event.type().equals(COMPLETED + 1)) {
            throw new UnreadableEventException(
                    "The event " + event.type() + " is of a version that this service does not know");
        }
        var session = event.data(Session.class);
        return tx.preparedQuery(MENTEE)
                .execute(Tuple.of(session.bookingId(), session.menteeId()))
                .map(rows -> rows.rowCount() == 0 ? null : rows.iterator().next())
                .chain(row -> messages.plan(tx, reviewRequest(event, session, row)));
    }

    private static Planned reviewRequest(Event event, Session session, Row booked) {
        return Planned.of(event, Kind.REVIEW_REQUEST, session.menteeId())
                .to(new Addressee(
                        Side.MENTEE,
                        session.menteeName(),
                        booked == null ? null : booked.getString("email"),
                        booked == null ? null : booked.getString("time_zone"),
                        booked == null ? null : booked.getString("locale")));
    }
}
