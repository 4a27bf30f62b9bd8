package org.mentoring.notification;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The leaves of a mail's tree of parts. */
final class MailParts {

    private MailParts() {}

    static List<Part> all(Part mail) {
        try {
            var parts = new ArrayList<Part>();
            if (mail.getContent() instanceof Multipart several) {
                for (var i = 0; i < several.getCount(); i++) {
                    parts.addAll(all(several.getBodyPart(i)));
                }
            } else {
                parts.add(mail);
            }
            return parts;
        } catch (IOException | MessagingException e) {
            throw new AssertionError(e);
        }
    }

    /** Those of a type, such as {@code text/html}. */
    static List<Part> ofType(Part mail, String type) {
        return all(mail).stream().filter(part -> isOfType(part, type)).toList();
    }

    static byte[] bytes(Part part) {
        try {
            return part.getInputStream().readAllBytes();
        } catch (IOException | MessagingException e) {
            throw new AssertionError(e);
        }
    }

    /** The only part of the type as text. */
    static String text(Part mail, String type) {
        return new String(bytes(ofType(mail, type).getFirst()), UTF_8);
    }

    private static boolean isOfType(Part part, String type) {
        try {
            return part.isMimeType(type);
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
