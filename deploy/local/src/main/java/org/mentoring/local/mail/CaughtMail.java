package org.mentoring.local.mail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Properties;
import java.util.UUID;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/**
 * A message as one recipient received it.
 *
 * @param from as the message says; empty if it does not
 * @param to the recipient the message was delivered to, whatever the message says
 * @param raw the message as it came in, RFC 5322
 */
record CaughtMail(String id, String from, String to, String subject, Instant receivedAt, byte[] raw) {

    static CaughtMail of(MimeMessage message, String recipient, Instant receivedAt)
            throws MessagingException, IOException {
        var raw = new ByteArrayOutputStream();
        message.writeTo(raw);
        var from = message.getFrom();
        return new CaughtMail(
                UUID.randomUUID().toString(),
                from == null || from.length == 0 ? "" : from[0].toString(),
                recipient,
                message.getSubject() == null ? "" : message.getSubject(),
                receivedAt,
                raw.toByteArray());
    }

    boolean isTo(String address) {
        return to.equalsIgnoreCase(address);
    }

    MimeMessage parse() throws MessagingException {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
    }
}
