package org.mentoring.notification.mentor;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

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
        return templates.write(
                texts.of("application-approved.subject"),
                templates
                        .begin(
                                request.recipient(),
                                texts.of("application-approved.title"),
                                lead,
                                "footer.account",
                                request.unsubscribe())
                        .say(texts.of("application-approved.next"))
                        .action(texts.of("action.availability"), templates.url("/availability"))
                        .build());
    }
}
