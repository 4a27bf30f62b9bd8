package org.mentoring.notification.mail;

import java.util.Properties;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;

import org.mentoring.notification.mail.DeliveryException.Stage;

/** How connections to the mail server are made. */
final class SmtpSession {

    private final MailConfig config;
    private final Session session;

    SmtpSession(MailConfig config) {
        this.config = config;
        this.session = Session.getInstance(properties(config));
    }

    /** @throws DeliveryException if the server cannot be reached, or not as it must be */
    SmtpConnection connect() {
        var connection = new SmtpConnection(session);
        try {
            connection.connect(
                    config.host(),
                    config.port(),
                    config.username().orElse(null),
                    config.password().orElse(null));
            return connection;
        } catch (MessagingException e) {
            connection.close();
            throw new DeliveryException(Stage.CONNECTION, "No connection to the mail server: " + reason(e), e);
        }
    }

    /** The library says what it tried to do, and its cause why that failed. */
    private static String reason(MessagingException failure) {
        var cause = failure.getNextException();
        return cause == null ? failure.getMessage() : failure.getMessage() + ": " + cause.getMessage();
    }

    private static Properties properties(MailConfig config) {
        var timeout = Long.toString(config.timeout().toMillis());
        var properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", timeout);
        properties.setProperty("mail.smtp.timeout", timeout);
        properties.setProperty("mail.smtp.writetimeout", timeout);
        properties.put("mail.smtp.socketFactory", new PromptSockets());
        properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(config.startTls()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        config.authority()
                .ifPresent(file -> properties.put(
                        "mail.smtp.ssl.socketFactory", Authority.in(file).sockets()));
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(config.username().isPresent()));
        properties.setProperty("mail.smtp.from", config.bouncesTo().orElse(config.from()));
        // Addresses beyond ASCII go to servers that take them (RFC 6531).
        properties.setProperty("mail.mime.allowutf8", "true");
        // The answer to QUIT says nothing of the mail.
        properties.setProperty("mail.smtp.quitwait", "false");
        return properties;
    }
}
