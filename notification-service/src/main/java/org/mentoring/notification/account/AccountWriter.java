package org.mentoring.notification.account;

import java.util.EnumSet;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.notification.mail.MailConfig;
import org.mentoring.notification.mail.MailContent;
import org.mentoring.notification.mail.MailTemplates;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.MailRequest;
import org.mentoring.notification.message.MailWriter;

/** Writes that one's data can be fetched, and that one's account is closed. */
@ApplicationScoped
public class AccountWriter implements MailWriter {

    private final MailTemplates templates;
    private final MailConfig config;

    public AccountWriter(MailTemplates templates, MailConfig config) {
        this.templates = templates;
        this.config = config;
    }

    @Override
    public Set<Kind> kinds() {
        return EnumSet.of(Kind.EXPORT_READY, Kind.ACCOUNT_CLOSED);
    }

    @Override
    public MailContent write(MailRequest request) {
        var texts = request.recipient().texts();
        var key = request.kind().column();
        var deadline = request.kind() == Kind.EXPORT_READY
                ? request.recipient()
                        .times()
                        .moment(request.data(ExportConsumer.Export.class)
                                .expiresAt()
                                .toInstant())
                : "";
        var lead = texts.of(key + ".lead", "platform", config.senderName(), "deadline", deadline);
        var actionMail = templates.begin(
                request.recipient(), texts.of(key + ".title"), lead, "footer.account", request.unsubscribe());
        if (request.kind() == Kind.EXPORT_READY) {
            actionMail.action(texts.of("action.fetch"), templates.url("/settings/export"));
        }
        return templates.write(texts.of(key + ".subject"), actionMail.build());
    }
}
