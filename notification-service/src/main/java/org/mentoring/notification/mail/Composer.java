package org.mentoring.notification.mail;

import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;

import jakarta.activation.DataHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;

import org.jboss.logging.Logger;
import org.mentoring.kit.calendar.EntryConfig;
import org.mentoring.kit.calendar.MailAddress;

/**
 * Builds MIME messages: {@code multipart/alternative} of plain text, HTML and the invitation, in this order, as calendars expect
 * it (RFC 6047, section 4), and the invitation once more as a file for programs that look for one. Images make the HTML
 * {@code multipart/related}, attachments the whole {@code multipart/mixed}.
 */
@ApplicationScoped
public class Composer {

    private static final Logger LOG = Logger.getLogger(Composer.class);

    private final MailConfig config;
    private final EntryConfig entries;
    private final Clock clock;
    private final Session session = Session.getInstance(new Properties());

    public Composer(MailConfig config, EntryConfig entries, Clock clock) {
        this.config = config;
        this.entries = entries;
        this.clock = clock;
    }

    /**
     * What an envelope says beside the mail.
     *
     * @param id becomes the Message-ID, the same however often the mail has to be sent
     * @param first the first mail to the recipient about the same booking, which programs show the mail with; null for none
     * @param unsubscribe where one click turns this kind of mail off (RFC 8058); null where it cannot be
     * @param traceId of the request that all began with; null when unknown
     */
    public record Envelope(UUID id, Recipient recipient, UUID first, URI unsubscribe, String traceId) {}

    /** @throws UnsendableException if no mail can be written to the recipient, now or later */
    public MimeMessage compose(Envelope envelope, MailContent draft) {
        try {
            var message = new IdentifiedMessage(session, messageId(envelope.id()));
            message.setFrom(new InternetAddress(config.from(), config.senderName(), "UTF-8"));
            message.setRecipient(
                    Message.RecipientType.TO,
                    address(envelope.recipient().email(), envelope.recipient().name()));
            message.setSubject(SafeText.header(draft.subject()), "UTF-8");
            message.setSentDate(Date.from(clock.instant()));
            message.setHeader("Auto-Submitted", "auto-generated");
            // For Microsoft Exchange, which answers for absent people in spite of Auto-Submitted. Reports of
            // failures are welcome.
            message.setHeader("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply");
            if (envelope.first() != null) {
                var first = messageId(envelope.first());
                message.setHeader("In-Reply-To", first);
                message.setHeader("References", first);
            }
            if (draft.replyTo() != null) {
                setReplyTo(draft.replyTo(), message);
            }
            if (envelope.unsubscribe() != null) {
                message.setHeader(
                        "List-Unsubscribe", "<" + envelope.unsubscribe().toASCIIString() + ">");
                message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            }
            if (envelope.traceId() != null) {
                message.setHeader("X-Trace-Id", SafeText.line(envelope.traceId()));
            }
            message.setContent(content(draft));
            message.saveChanges();
            HeaderInjectionCheck.check(message);
            return message;
        } catch (MessagingException | UnsupportedEncodingException | IllegalArgumentException e) {
            throw new UnsendableException("The mail cannot be written: " + e.getMessage(), e);
        }
    }

    private static MimeMultipart content(MailContent draft) throws MessagingException {
        var alternative = new MimeMultipart("alternative");
        alternative.addBodyPart(part(draft.text(), "text/plain; charset=UTF-8"));
        alternative.addBodyPart(draft.images().isEmpty() ? html(draft) : part(related(draft)));
        if (draft.invitation() != null) {
            alternative.addBodyPart(invitation(draft.invitation()));
        }
        var attachments = new ArrayList<>(draft.attachments());
        if (draft.invitation() != null) {
            attachments.add(file(draft.invitation()));
        }
        if (attachments.isEmpty()) {
            return alternative;
        }
        var mixed = new MimeMultipart("mixed");
        mixed.addBodyPart(part(alternative));
        for (var attachment : attachments) {
            var file = part(attachment.content(), attachment.type());
            file.setDisposition("attachment");
            file.setFileName(SafeText.line(attachment.fileName()));
            mixed.addBodyPart(file);
        }
        return mixed;
    }

    private static MimeBodyPart html(MailContent draft) throws MessagingException {
        return part(draft.html(), "text/html; charset=UTF-8");
    }

    private static MimeMultipart related(MailContent draft) throws MessagingException {
        var related = new MimeMultipart("related");
        related.addBodyPart(html(draft));
        for (var image : draft.images()) {
            var part = part(image.content(), image.type());
            part.setContentID("<" + image.contentId() + ">");
            part.setDisposition("inline");
            related.addBodyPart(part);
        }
        return related;
    }

    private static MimeBodyPart invitation(MailContent.Invitation invitation) throws MessagingException {
        return part(invitation.text(), "text/calendar; charset=UTF-8; method=" + invitation.method());
    }

    /** The same once more, for programs that know an invitation by its file alone. */
    private static MailContent.Attachment file(MailContent.Invitation invitation) {
        return new MailContent.Attachment(
                "invite.ics", "application/ics", invitation.text().getBytes(StandardCharsets.UTF_8));
    }

    private static MimeBodyPart part(String text, String type) throws MessagingException {
        return part(text.getBytes(StandardCharsets.UTF_8), type);
    }

    /** Encoded in lines of at most 76 characters, also where it is ASCII already: no server then breaks or rejects a line. */
    private static MimeBodyPart part(byte[] content, String type) throws MessagingException {
        var data = new DataHandler(new ByteArrayDataSource(content, type));
        var encoding = MimeUtility.getEncoding(data);
        var part = new MimeBodyPart();
        part.setDataHandler(data);
        part.setHeader("Content-Transfer-Encoding", encoding.equals("7bit") ? "quoted-printable" : encoding);
        return part;
    }

    private static BodyPart part(MimeMultipart content) throws MessagingException {
        var part = new MimeBodyPart();
        part.setContent(content);
        return part;
    }

    /** The other side's odd address is no reason not to write to this one. */
    private static void setReplyTo(String email, MimeMessage message)
            throws MessagingException, UnsupportedEncodingException {
        try {
            message.setReplyTo(new Address[] {address(email, null)});
        } catch (AddressException | UnsendableException e) {
            LOG.debugf("A mail is sent without Reply-To: %s", e.getMessage());
        }
    }

    private String messageId(UUID id) {
        return "<" + id + "@" + entries.uidDomain() + ">";
    }

    /** @param name null for none */
    private static InternetAddress address(String inAnyScript, String name)
            throws AddressException, UnsupportedEncodingException {
        var email = MailAddress.ascii(inAnyScript);
        var addresses = InternetAddress.parse(email, true);
        if (addresses.length != 1 || !email.equals(addresses[0].getAddress())) {
            throw new UnsendableException("The address is not one plain address");
        }
        addresses[0].validate();
        return name == null ? addresses[0] : new InternetAddress(email, SafeText.header(SafeText.line(name)), "UTF-8");
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
}
