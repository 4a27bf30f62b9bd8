package org.mentoring.notification.session;

import java.util.List;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mentoring.kit.inbox.Event;
import org.mentoring.kit.inbox.Inbox;
import org.mentoring.kit.inbox.UnreadableEventException;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.Messages;
import org.mentoring.notification.message.PlannedMail;
import org.mentoring.notification.message.PlannedMail.Addressee;
import org.mentoring.notification.message.Sender;
import org.mentoring.notification.message.Side;

/**
 * Asks the mentee for a review once a session has taken place, and tells of reported no-shows: the side that did not report it,
 * then who reported it when that is contested, and both what an admin decided. Of a session that was cancelled its booking tells.
 */
@ApplicationScoped
class SessionConsumer {

    private static final Pattern TYPE =
            Pattern.compile("org\\.mentoring\\.session\\.(completed|no-show|contested)\\.v(\\d+)");
    /** The booking knows the address of a side where no account does, and a zone and a language for where the account has none. */
    private static final String SIDE = """
            SELECT CASE WHEN NOT EXISTS (SELECT FROM people WHERE user_id = $2 AND email IS NOT NULL)
                        THEN data ->> ($3 || '_email') END AS email,
                   data ->> ($3 || '_time_zone') AS time_zone, data ->> ($3 || '_locale') AS locale
              FROM bookings WHERE id = $1
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

    private record Mail(Kind kind, Side to) {}

    private Uni<Void> plan(Event event, SqlConnection tx) {
        var type = TYPE.matcher(event.type());
        if (!type.matches()) {
            return Uni.createFrom().voidItem();
        }
        if (!"1".equals(type.group(2))) {
            throw new UnreadableEventException(
                    "The event " + event.type() + " is of a version that this service does not know");
        }
        var session = event.data(Session.class);
        return Multi.createFrom()
                .iterable(mails(type.group(1), session))
                .onItem()
                .transformToUniAndConcatenate(mail -> plan(tx, event, session, mail))
                .collect()
                .last();
    }

    private static List<Mail> mails(String what, Session session) {
        if (session.decidedByAdmin()) {
            return List.of(new Mail(Kind.SESSION_DECIDED, Side.MENTEE), new Mail(Kind.SESSION_DECIDED, Side.MENTOR));
        }
        if (session.decidedAt() != null) {
            // Both said the same, or the mail about the report said until when to contest it.
            return List.of();
        }
        if (what.equals("completed")) {
            return List.of(new Mail(Kind.REVIEW_REQUEST, Side.MENTEE));
        }
        return switch (session.reportedBy()) {
            case null -> List.of();
            case "mentor" ->
                List.of(
                        what.equals("contested")
                                ? new Mail(Kind.SESSION_CONTESTED, Side.MENTOR)
                                : new Mail(Kind.SESSION_NO_SHOW, Side.MENTEE));
            default ->
                List.of(
                        what.equals("contested")
                                ? new Mail(Kind.SESSION_CONTESTED, Side.MENTEE)
                                : new Mail(Kind.SESSION_NO_SHOW, Side.MENTOR));
        };
    }

    private Uni<Void> plan(SqlConnection tx, Event event, Session session, Mail mail) {
        var column = mail.to() == Side.MENTOR ? "mentor" : "user";
        return tx.preparedQuery(SIDE)
                .execute(Tuple.of(session.bookingId(), session.person(mail.to()), column))
                .map(rows -> rows.rowCount() == 0 ? null : rows.iterator().next())
                .chain(row -> messages.plan(
                        tx,
                        PlannedMail.of(event, mail.kind(), session.person(mail.to()))
                                .to(new Addressee(
                                        mail.to(),
                                        session.name(mail.to()),
                                        row == null ? null : row.getString("email"),
                                        row == null ? null : row.getString("time_zone"),
                                        row == null ? null : row.getString("locale")))));
    }
}
