package org.mentoring.notification.mail;

import java.io.IOException;
import java.util.Collections;
import java.util.regex.Pattern;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;

/**
 * Rejects header injection in a composed mail: no header of it, nor of its parts, may hold a line end but where it is folded.
 * Neither the mail library nor a mail client checks that, and a line end in a value begins a header, or a mail, of the author's
 * choice.
 */
final class HeaderInjectionCheck {

    private static final Pattern UNFOLDED_LINE_END = Pattern.compile("\\r(?!\\n)|(?<!\\r)\\n|\\r\\n(?![ \\t])|\\x00");

    private HeaderInjectionCheck() {}

    /** @throws UnsendableException if there is one */
    static void check(Part part) throws MessagingException {
        for (var header : Collections.list(part.getAllHeaders())) {
            if (UNFOLDED_LINE_END.matcher(header.getName()).find()
                    || header.getValue() != null
                            && UNFOLDED_LINE_END.matcher(header.getValue()).find()) {
                throw new UnsendableException("The header " + SafeText.line(header.getName()) + " holds a line end");
            }
        }
        try {
            if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
                for (var i = 0; i < parts.getCount(); i++) {
                    check(parts.getBodyPart(i));
                }
            }
        } catch (IOException e) {
            throw new UnsendableException("The mail cannot be read back: " + e.getMessage(), e);
        }
    }
}
