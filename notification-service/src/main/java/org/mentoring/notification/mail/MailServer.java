package org.mentoring.notification.mail;

import java.util.Properties;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;

import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** The mail server that takes our mails (RFC 5321). */
@ApplicationScoped
public class MailServer {

    private static final int PERMANENT = 500;

    private final MailConfig config;
    private final Session session;

    MailServer(MailConfig config) {
        this.config = config;
        session = Session.getInstance(properties(config));
    }

    /**
     * Hands a mail over; blocks until the server has answered.
     *
     * @throws UnsendableException if the server refuses the mail for good
     * @throws DeliveryException if another attempt may succeed
     */
    public void take(MimeMessage mail) {
        try (var transport = session.getTransport("smtp")) {
            connect(transport);
            send(transport, mail);
        } catch (MessagingException e) {
            throw new DeliveryException("No connection to the mail server: " + e.getMessage(), e, false);
        }
    }

    private void connect(Transport transport) throws MessagingException {
        transport.connect(
                config.host(),
                config.port(),
                config.username().orElse(null),
                config.password().orElse(null));
    }

    private static void send(Transport transport, MimeMessage mail) {
        try {
            transport.sendMessage(mail, mail.getAllRecipients());
        } catch (MessagingException e) {
            var code = replyCode(e);
            if (code >= PERMANENT) {
                throw new UnsendableException("The mail server refuses it: " + e.getMessage(), e);
            }
            throw new DeliveryException("The mail server has not taken it: " + e.getMessage(), e, code <= 0);
        }
    }

    /** The reply code that says most, of the failure or of what it was caused by; 0 when the server gave none. */
    private static int replyCode(MessagingException failure) {
        for (Exception cause = failure; cause instanceof MessagingException e; cause = e.getNextException()) {
            var code =
                    switch (e) {
                        case SMTPAddressFailedException address -> address.getReturnCode();
                        case SMTPSenderFailedException sender -> sender.getReturnCode();
                        case SMTPSendFailedException send
                        when !(send.getNextException() instanceof SMTPAddressFailedException) -> send.getReturnCode();
                        default -> 0;
                    };
            if (code > 0) {
                return code;
            }
        }
        return 0;
    }

    private static Properties properties(MailConfig config) {
        var timeout = Long.toString(config.timeout().toMillis());
        var properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", timeout);
        properties.setProperty("mail.smtp.timeout", timeout);
        properties.setProperty("mail.smtp.writetimeout", timeout);
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(config.startTls()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(config.username().isPresent()));
        // The answer to QUIT says nothing of the mail.
        properties.setProperty("mail.smtp.quitwait", "false");
        return properties;
    }
}
