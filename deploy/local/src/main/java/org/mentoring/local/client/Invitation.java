package org.mentoring.local.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.mentoring.local.mail.ReadableMail;

/**
 * A mail with an entry for the calendar (RFC 6047).
 *
 * @param text what the mail says, as plain text
 * @param calendar the lines of the calendar object, unfolded
 */
public record Invitation(String messageId, String subject, String text, String html, List<String> calendar) {

    /** Empty for a mail without one. */
    static Optional<Invitation> of(MimeMessage mail) {
        try {
            var readable = ReadableMail.of(mail);
            if (readable.calendar().isEmpty()) {
                return Optional.empty();
            }
            // RFC 5545, section 3.1: a line that begins with a space goes on with the one before.
            var unfolded = readable.calendar().get().replaceAll("\r?\n[ \t]", "");
            return Optional.of(new Invitation(
                    mail.getMessageID(),
                    mail.getSubject(),
                    readable.text().orElse(""),
                    readable.html().orElse(""),
                    Arrays.asList(unfolded.split("\r?\n"))));
        } catch (MessagingException e) {
            throw new IllegalStateException("The message cannot be parsed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** REQUEST or CANCEL. */
    public String method() {
        return value("METHOD");
    }

    public int sequence() {
        return Integer.parseInt(value("SEQUENCE"));
    }

    public String status() {
        return value("STATUS");
    }

    /** As in the calendar object, in UTC: 20261130T090000Z. */
    public String start() {
        return value("DTSTART");
    }

    public List<String> lines(String... properties) {
        return calendar.stream()
                .filter(line -> Arrays.stream(properties).anyMatch(property -> is(line, property)))
                .toList();
    }

    /** The same in every mail about a booking. */
    public String uid() {
        return value("UID");
    }

    boolean isTo(String bookingId) {
        return uid().startsWith(bookingId + "@");
    }

    private String value(String property) {
        return calendar.stream()
                .filter(line -> is(line, property))
                .map(line -> line.substring(line.indexOf(':') + 1))
                .findFirst()
                .orElse("");
    }

    private static boolean is(String line, String property) {
        return line.startsWith(property + ":") || line.startsWith(property + ";");
    }
}
