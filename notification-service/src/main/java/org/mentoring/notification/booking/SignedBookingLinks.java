package org.mentoring.notification.booking;

import java.net.URI;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.mentoring.kit.link.BookingLink;
import org.mentoring.kit.link.BookingLinkTokens;
import org.mentoring.notification.mail.MailTemplates;
import org.mentoring.notification.message.MailRequest;

/**
 * Links that need no sign-in, until the session would end: each permits its recipient to cancel and move that one booking. Without
 * keys to sign them, links lead to the page that asks to sign in.
 */
@ApplicationScoped
class SignedBookingLinks implements BookingLinks {

    private static final Logger LOG = Logger.getLogger(SignedBookingLinks.class);

    private final MailTemplates templates;
    private final BookingLinkTokens tokens;

    SignedBookingLinks(MailTemplates templates, BookingLinkTokens tokens) {
        this.templates = templates;
        this.tokens = tokens;
        if (!tokens.enabled()) {
            LOG.warn("mentoring.booking-links.keys is not set: links in mails require signing in");
        }
    }

    @Override
    public URI to(MailRequest request, Booking booking) {
        var page = "/bookings/" + booking.id();
        var link = new BookingLink(
                request.recipient().id(), booking.id(), request.side().column());
        return templates.url(tokens.sign(link, booking.endTime().toInstant())
                .map(token -> page + "/link?token=" + token)
                .orElse(page));
    }
}
