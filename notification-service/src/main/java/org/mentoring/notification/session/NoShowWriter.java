package org.mentoring.notification.session;

import java.util.EnumSet;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.notification.mail.MailContent;
import org.mentoring.notification.mail.MailTemplates;
import org.mentoring.notification.mail.SafeText;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.MailRequest;
import org.mentoring.notification.message.MailWriter;
import org.mentoring.notification.message.Side;

/** Writes that somebody is said not to have come to a session, how to contest that, and what was decided. */
@ApplicationScoped
public class NoShowWriter implements MailWriter {

    private final MailTemplates templates;

    public NoShowWriter(MailTemplates templates) {
        this.templates = templates;
    }

    @Override
    public Set<Kind> kinds() {
        return EnumSet.of(Kind.SESSION_NO_SHOW, Kind.SESSION_CONTESTED, Kind.SESSION_DECIDED);
    }

    @Override
    public MailContent write(MailRequest request) {
        var session = request.data(Session.class);
        var texts = request.recipient().texts();
        var times = request.recipient().times();
        var key = request.kind().column();
        var other = SafeText.line(session.name(request.side() == Side.MENTOR ? Side.MENTEE : Side.MENTOR));
        var lead = texts.of(lead(request, session), "other", other);
        var actionMail = templates.begin(
                request.recipient(), texts.of(key + ".title"), lead, "footer.booking", request.unsubscribe());
        if (request.kind() == Kind.SESSION_NO_SHOW && session.contestableUntil() != null) {
            var deadline = times.moment(session.contestableUntil().toInstant());
            actionMail.say(texts.of("session-no-show.contest", "deadline", deadline));
        }
        actionMail
                .boldRow(
                        texts.of("label.when"),
                        times.span(
                                session.startTime().toInstant(),
                                session.endTime().toInstant()))
                .row(texts.of("label.with"), other);
        if (request.kind() == Kind.SESSION_CONTESTED) {
            actionMail.row(texts.of("label.reason"), SafeText.lines(session.contestReason()));
        }
        actionMail.action(
                texts.of(request.kind() == Kind.SESSION_NO_SHOW ? "action.contest" : "action.see-session"),
                templates.url("/sessions/" + session.sessionId()));
        var when = times.brief(session.startTime().toInstant());
        return templates.write(texts.of(key + ".subject", "other", other, "when", when), actionMail.build());
    }

    private static String lead(MailRequest request, Session session) {
        var ofReader = request.side().column().equals(session.absent());
        return switch (request.kind()) {
            case SESSION_NO_SHOW -> "session-no-show.lead." + (ofReader ? "you" : "other");
            case SESSION_DECIDED ->
                "no-show".equals(session.status())
                        ? "session-decided.lead.no-show." + (ofReader ? "you" : "other")
                        : "session-decided.lead.completed";
            default -> "session-contested.lead";
        };
    }
}
