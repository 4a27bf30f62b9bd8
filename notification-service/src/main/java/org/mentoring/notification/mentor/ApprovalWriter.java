package org.mentoring.notification.mentor;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.notification.mail.ActionMail;
import org.mentoring.notification.mail.MailContent;
import org.mentoring.notification.mail.MailTemplates;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.MailRequest;
import org.mentoring.notification.message.MailWriter;

/** Welcomes a mentor, and says what to do first. */
@ApplicationScoped
public class ApprovalWriter implements MailWriter {

    private final MailTemplates templates;

    public ApprovalWriter(MailTemplates templates) {
        this.templates = templates;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.APPLICATION_APPROVED);
    }

    @Override
    public MailContent write(MailRequest request) {
        var texts = request.recipient().texts();
        var lead = texts.of("application-approved.lead");
        var page = templates.page(
                request.recipient(),
                texts.of("application-approved.title"),
                lead,
                "footer.account",
                request.unsubscribe());
        return templates.write(
                texts.of("application-approved.subject"),
                ActionMail.on(page)
                        .greeting(
                                texts.of("greeting", "name", request.recipient().name()))
                        .say(lead)
                        .say(texts.of("application-approved.next"))
                        .action(texts.of("action.availability"), templates.url("/availability"))
                        .build());
    }
}
