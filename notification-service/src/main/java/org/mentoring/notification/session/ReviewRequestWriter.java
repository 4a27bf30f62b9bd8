package org.mentoring.notification.session;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.notification.mail.MailContent;
import org.mentoring.notification.mail.MailTemplates;
import org.mentoring.notification.mail.SafeText;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.MailRequest;
import org.mentoring.notification.message.MailWriter;

/** Asks a mentee how a session was. */
@ApplicationScoped
public class ReviewRequestWriter implements MailWriter {

    private final MailTemplates templates;

    public ReviewRequestWriter(MailTemplates templates) {
        this.templates = templates;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.REVIEW_REQUEST);
    }

    @Override
    public MailContent write(MailRequest request) {
        var session = request.data(Session.class);
        var recipient = request.recipient();
        var texts = recipient.texts();
        var mentor = SafeText.line(session.mentorName());
        var lead = texts.of(
                "review-request.lead",
                "mentor",
                mentor,
                "day",
                recipient.times().day(session.startTime().toInstant()));
        return templates.write(
                texts.of("review-request.subject", "mentor", mentor),
                templates
                        .begin(
                                recipient,
                                texts.of("review-request.title", "mentor", mentor),
                                lead,
                                "footer.booking",
                                request.unsubscribe())
                        .action(
                                texts.of("action.review"),
                                templates.url("/sessions/" + session.sessionId() + "/review"))
                        .build());
    }
}
