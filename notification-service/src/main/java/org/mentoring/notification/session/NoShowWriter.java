package org.mentoring.notification.session;

import java.util.EnumSet;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.notification.mail.Draft;
import org.mentoring.notification.mail.Letter;
import org.mentoring.notification.mail.Plain;
import org.mentoring.notification.mail.Stationery;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.MailWriter;
import org.mentoring.notification.message.Order;
import org.mentoring.notification.message.Side;

/** Writes that somebody is said not to have come to a session, how to contest that, and what was decided. */
@ApplicationScoped
public class NoShowWriter implements MailWriter {

    private final Stationery stationery;

    public NoShowWriter(Stationery stationery) {
        this.stationery = stationery;
    }

    @Override
    public Set<Kind> kinds() {
        return EnumSet.of(Kind.SESSION_NO_SHOW, Kind.SESSION_CONTESTED, Kind.SESSION_DECIDED);
    }

    @Override
    public Draft write(Order order) {
        var session = order.data(Session.class);
        var texts = order.recipient().texts();
        var times = order.recipient().times();
        var key = order.kind().column();
        var other = Plain.line(session.name(order.side() == Side.MENTOR ? Side.MENTEE : Side.MENTOR));
        var lead = texts.of(lead(order, session), "other", other);
        var page = stationery.page(
                order.recipient(), texts.of(key + ".title"), lead, "footer.booking", order.unsubscribe());
        var letter = Letter.on(page)
                .greeting(texts.of("greeting", "name", order.recipient().name()))
                .say(lead);
        if (order.kind() == Kind.SESSION_NO_SHOW && session.contestableUntil() != null) {
            var deadline = times.moment(session.contestableUntil().toInstant());
            letter.say(texts.of("session-no-show.contest", "deadline", deadline));
        }
        letter.strongRow(
                        texts.of("label.when"),
                        times.span(
                                session.startTime().toInstant(),
                                session.endTime().toInstant()))
                .row(texts.of("label.with"), other);
        if (order.kind() == Kind.SESSION_CONTESTED) {
            letter.row(texts.of("label.reason"), Plain.lines(session.contestReason()));
        }
        letter.action(
                texts.of(order.kind() == Kind.SESSION_NO_SHOW ? "action.contest" : "action.see-session"),
                stationery.url("/sessions/" + session.sessionId()));
        var when = times.brief(session.startTime().toInstant());
        return stationery.write(texts.of(key + ".subject", "other", other, "when", when), letter.build());
    }

    private static String lead(Order order, Session session) {
        var ofReader = order.side().column().equals(session.absent());
        return switch (order.kind()) {
            case SESSION_NO_SHOW -> "session-no-show.lead." + (ofReader ? "you" : "other");
            case SESSION_DECIDED ->
                "no-show".equals(session.status())
                        ? "session-decided.lead.no-show." + (ofReader ? "you" : "other")
                        : "session-decided.lead.completed";
            default -> "session-contested.lead";
        };
    }
}
