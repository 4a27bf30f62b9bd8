package org.mentoring.notification.account;

import java.util.EnumSet;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.notification.mail.Draft;
import org.mentoring.notification.mail.Letter;
import org.mentoring.notification.mail.MailConfig;
import org.mentoring.notification.mail.Stationery;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.MailWriter;
import org.mentoring.notification.message.Order;

/** Writes that one's data can be fetched, and that one's account is closed. */
@ApplicationScoped
public class AccountWriter implements MailWriter {

    private final Stationery stationery;
    private final MailConfig config;

    public AccountWriter(Stationery stationery, MailConfig config) {
        this.stationery = stationery;
        this.config = config;
    }

    @Override
    public Set<Kind> kinds() {
        return EnumSet.of(Kind.EXPORT_READY, Kind.ACCOUNT_CLOSED);
    }

    @Override
    public Draft write(Order order) {
        var texts = order.recipient().texts();
        var key = order.kind().column();
        var deadline = order.kind() == Kind.EXPORT_READY
                ? order.recipient()
                        .times()
                        .moment(order.data(ExportConsumer.Export.class)
                                .expiresAt()
                                .toInstant())
                : "";
        var lead = texts.of(key + ".lead", "platform", config.senderName(), "deadline", deadline);
        var page = stationery.page(
                order.recipient(), texts.of(key + ".title"), lead, "footer.account", order.unsubscribe());
        var letter = Letter.on(page)
                .greeting(texts.of("greeting", "name", order.recipient().name()))
                .say(lead);
        if (order.kind() == Kind.EXPORT_READY) {
            letter.action(texts.of("action.fetch"), stationery.url("/settings/export"));
        }
        return stationery.write(texts.of(key + ".subject"), letter.build());
    }
}
