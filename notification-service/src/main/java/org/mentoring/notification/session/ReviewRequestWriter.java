package org.mentoring.notification.session;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.mentoring.notification.mail.Draft;
import org.mentoring.notification.mail.Letter;
import org.mentoring.notification.mail.Plain;
import org.mentoring.notification.mail.Stationery;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.MailWriter;
import org.mentoring.notification.message.Order;

/** Asks a mentee how a session was. */
@ApplicationScoped
public class ReviewRequestWriter implements MailWriter {

    private final Stationery stationery;

    public ReviewRequestWriter(Stationery stationery) {
        this.stationery = stationery;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.REVIEW_REQUEST);
    }

    @Override
    public Draft write(Order order) {
        var session = order.data(Session.class);
        var recipient = order.recipient();
        var texts = recipient.texts();
        var mentor = Plain.line(session.mentorName());
        var lead = texts.of(
                "review-request.lead",
                "mentor",
                mentor,
                "day",
                recipient.times().day(session.startTime().toInstant()));
        var page = stationery.page(
                recipient,
                texts.of("review-request.title", "mentor", mentor),
                lead,
                "footer.booking",
                order.unsubscribe());
        return stationery.write(
                texts.of("review-request.subject", "mentor", mentor),
                Letter.on(page)
                        .greeting(texts.of("greeting", "name", recipient.name()))
                        .say(lead)
                        .action(
                                texts.of("action.review"),
                                stationery.url("/sessions/" + session.sessionId() + "/review"))
                        .build());
    }
}
