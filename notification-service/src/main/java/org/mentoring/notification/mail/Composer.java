package org.mentoring.notification.mail;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;

import jakarta.activation.DataHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.mentoring.notification.booking.Booking;
import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.Side;

/**
 * Writes mails: {@code multipart/alternative} of plain text, HTML and the invitation, in this order, as calendars expect it
 * (RFC 6047, section 4). A mailer that attaches the invitation instead makes some clients show a file rather than a
 * meeting.
 */
@ApplicationScoped
public class Composer {

    private final MailConfig config;
    private final Clock clock;
    private final Session session = Session.getInstance(new Properties());

    Composer(MailConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * A mail to be written.
     *
     * @param id becomes the Message-ID, the same however often the mail has to be sent
     * @param traceId of the request that all began with; null when unknown
     */
    public record Order(UUID id, Kind kind, Side side, Booking booking, Recipient recipient, String traceId) {}

    /** @throws UnsendableException if no mail can be written to the recipient, now or later */
    public MimeMessage compose(Order order) {
        try {
            var mail = BookingMail.of(order.booking(), order.side(), order.recipient(), config);
            var message = new IdentifiedMessage(session, "<" + order.id() + "@" + config.domain() + ">");
            message.setFrom(new InternetAddress(config.from(), config.senderName(), "UTF-8"));
            message.setRecipient(Message.RecipientType.TO, address(order.recipient()));
            message.setSubject(PlainHeader.of(subject(order.kind(), mail)), "UTF-8");
            message.setSentDate(Date.from(clock.instant()));
            message.setHeader("References", "<" + order.booking().id() + "@" + config.domain() + ">");
            message.setHeader("Auto-Submitted", "auto-generated");
            if (order.traceId() != null) {
                message.setHeader("X-Trace-Id", PlainHeader.of(order.traceId()));
            }
            message.setContent(content(order, mail, clock.instant()));
            message.saveChanges();
            return message;
        } catch (MessagingException | UnsupportedEncodingException | IllegalArgumentException e) {
            throw new UnsendableException("The mail cannot be written: " + e.getMessage(), e);
        }
    }

    private MimeMultipart content(Order order, BookingMail mail, Instant now) throws MessagingException {
        var content = new MimeMultipart("alternative");
        var text = new MimeBodyPart();
        text.setText(text(order, mail).render(), "UTF-8");
        content.addBodyPart(text);
        var html = new MimeBodyPart();
        html.setContent(html(order, mail).render(), "text/html; charset=UTF-8");
        content.addBodyPart(html);
        // What nobody has agreed to yet, or any more, is in no calendar.
        if (!RequestMail.isAbout(order.kind())) {
            content.addBodyPart(invitation(order, now));
        }
        return content;
    }

    private MimeBodyPart invitation(Order order, Instant now) throws MessagingException {
        var invitation = CalendarObject.of(order.kind(), order.booking(), config, now);
        var calendar = new MimeBodyPart();
        calendar.setDataHandler(new DataHandler(new ByteArrayDataSource(
                invitation.text().getBytes(StandardCharsets.UTF_8),
                "text/calendar; charset=UTF-8; method=" + invitation.method())));
        return calendar;
    }

    private static String subject(Kind kind, BookingMail mail) {
        var what = mail.sessionType() + " with " + mail.otherName() + ", " + mail.shortWhen();
        return switch (kind) {
            case BOOKING_REQUESTED -> "Requested: " + what;
            case BOOKING_CONFIRMED -> "Confirmed: " + what;
            case BOOKING_DECLINED -> "Declined: " + what;
            case BOOKING_EXPIRED -> "Expired: " + what;
            case BOOKING_RESCHEDULED -> "Moved: " + what;
            case BOOKING_CANCELLED -> "Cancelled: " + what;
        };
    }

    private TemplateInstance html(Order order, BookingMail mail) {
        return switch (order.kind()) {
            case BOOKING_REQUESTED, BOOKING_DECLINED, BOOKING_EXPIRED ->
                Templates.requestHtml(RequestMail.of(order, mail, config));
            case BOOKING_CONFIRMED -> Templates.confirmedHtml(mail);
            case BOOKING_RESCHEDULED -> Templates.rescheduledHtml(mail);
            case BOOKING_CANCELLED -> Templates.cancelledHtml(mail);
        };
    }

    private TemplateInstance text(Order order, BookingMail mail) {
        return switch (order.kind()) {
            case BOOKING_REQUESTED, BOOKING_DECLINED, BOOKING_EXPIRED ->
                Templates.requestText(RequestMail.of(order, mail, config));
            case BOOKING_CONFIRMED -> Templates.confirmedText(mail);
            case BOOKING_RESCHEDULED -> Templates.rescheduledText(mail);
            case BOOKING_CANCELLED -> Templates.cancelledText(mail);
        };
    }

    /** Strictly: what is not one plain address could become two recipients, or a header. */
    private static InternetAddress address(Recipient recipient)
            throws MessagingException, UnsupportedEncodingException {
        var addresses = InternetAddress.parse(recipient.email(), true);
        if (addresses.length != 1 || !recipient.email().equals(addresses[0].getAddress())) {
            throw new UnsendableException("The recipient's address is not one plain address", null);
        }
        addresses[0].validate();
        return new InternetAddress(recipient.email(), PlainHeader.of(recipient.name()), "UTF-8");
    }

    /** Keeps its Message-ID, where the library would make up one for each attempt. */
    private static final class IdentifiedMessage extends MimeMessage {

        private final String id;

        IdentifiedMessage(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    @CheckedTemplate(basePath = "mail", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    static class Templates {

        private Templates() {}

        static native TemplateInstance requestHtml(RequestMail request);

        static native TemplateInstance requestText(RequestMail request);

        static native TemplateInstance confirmedHtml(BookingMail mail);

        static native TemplateInstance confirmedText(BookingMail mail);

        static native TemplateInstance rescheduledHtml(BookingMail mail);

        static native TemplateInstance rescheduledText(BookingMail mail);

        static native TemplateInstance cancelledHtml(BookingMail mail);

        static native TemplateInstance cancelledText(BookingMail mail);
    }
}
