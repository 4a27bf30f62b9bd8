package org.mentoring.notification.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.function.BooleanSupplier;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import io.vertx.core.MultiMap;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.mailencoder.EmailAddress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A composed mail in the form in which the mail client writes it unchanged: its headers are fixed, and its body is 7-bit text
 * with short lines. It knows whether the client has begun to send it, and refuses when that is too late.
 */
final class FinishedMail extends MailMessage {

    private static final String HEADERS_END = "\r\n\r\n";
    /** RFC 5322, section 2.1.1; the client would encode a longer line once more. */
    private static final int LONGEST_LINE = 998;

    private final BooleanSupplier inTime;
    private volatile boolean begun;

    /**
     * @param sender of the envelope, where mail servers report what they could not deliver
     * @param inTime asked right before the mail is sent
     * @throws UnsendableException if the client would change it, or cannot send it
     */
    FinishedMail(MimeMessage mail, String sender, BooleanSupplier inTime) {
        this.inTime = inTime;
        try {
            setFixedHeaders(true);
            setHeaders(headers(mail));
            setText(body(mail));
            setBounceAddress(sender);
            setTo(Arrays.stream(mail.getAllRecipients())
                    .map(recipient -> checked(((InternetAddress) recipient).getAddress()))
                    .toList());
        } catch (MessagingException | IOException e) {
            throw new UnsendableException("The mail cannot be written: " + e.getMessage(), e);
        }
    }

    /** The client asks for it once it has a connection that it can send the mail over, and right before it does. */
    @Override
    public String getText() {
        if (!inTime.getAsBoolean()) {
            throw new DeliveryException(
                    DeliveryException.Stage.REFUSED,
                    "The mail server took so long that the mail may be another sender's before it has it",
                    null);
        }
        begun = true;
        return super.getText();
    }

    /** Whether the server may have been given it. */
    boolean begun() {
        return begun;
    }

    private static MultiMap headers(MimeMessage mail) throws MessagingException {
        var headers = MultiMap.caseInsensitiveMultiMap();
        Collections.list(mail.getAllHeaders()).forEach(header -> headers.add(header.getName(), header.getValue()));
        return headers;
    }

    private static String body(MimeMessage mail) throws MessagingException, IOException {
        var bytes = new ByteArrayOutputStream();
        mail.writeTo(bytes);
        var written = bytes.toString(ISO_8859_1);
        var body = written.substring(written.indexOf(HEADERS_END) + HEADERS_END.length())
                .replace("\r\n", "\n");
        if (!isWrittenUnchanged(body)) {
            throw new UnsendableException("The body of the mail is not 7-bit text with short lines");
        }
        return body;
    }

    private static boolean isWrittenUnchanged(String body) {
        var line = 0;
        for (var i = 0; i < body.length(); i++) {
            var c = body.charAt(i);
            line = c == '\n' ? 0 : line + 1;
            if (line > LONGEST_LINE || c != '\n' && c != '\t' && (c < ' ' || c > '~')) {
                return false;
            }
        }
        return true;
    }

    private static String checked(String address) {
        // The client does not support SMTPUTF8 (RFC 6531), without which no server takes such an address.
        if (!US_ASCII.newEncoder().canEncode(address)) {
            throw new UnsendableException("The part of the address before the @ is not ASCII, which needs SMTPUTF8");
        }
        try {
            if (new EmailAddress(address).getEmail().equals(address)) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new UnsendableException("The mail client does not take the address", e);
        }
        throw new UnsendableException("The mail client takes the address for another one");
    }
}
