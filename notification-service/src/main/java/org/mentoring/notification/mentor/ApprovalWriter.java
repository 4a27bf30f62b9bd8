package org.mentoring.notification.mentor;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.notification.mail.Draft;
import org.mentoring.notification.mail.Letter;
import org.mentoring.notification.mail.Stationery;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.MailWriter;
import org.mentoring.notification.message.Order;

/** Welcomes a mentor, and says what to do first. */
@ApplicationScoped
public class ApprovalWriter implements MailWriter {

    private final Stationery stationery;

    public ApprovalWriter(Stationery stationery) {
        this.stationery = stationery;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.APPLICATION_APPROVED);
    }

    @Override
    public Draft write(Order order) {
        var texts = order.recipient().texts();
        var lead = texts.of("application-approved.lead");
        var page = stationery.page(
                order.recipient(), texts.of("application-approved.title"), lead, "footer.account", order.unsubscribe());
        return stationery.write(
                texts.of("application-approved.subject"),
                Letter.on(page)
                        .greeting(texts.of("greeting", "name", order.recipient().name()))
                        .say(lead)
                        .say(texts.of("application-approved.next"))
                        .action(texts.of("action.availability"), stationery.url("/availability"))
                        .build());
    }
}
