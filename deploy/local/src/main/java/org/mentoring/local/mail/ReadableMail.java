package org.mentoring.local.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;

/** The parts of a message that a person reads: the first of each kind, at any depth. */
public record ReadableMail(
        Optional<String> html, Optional<String> text, Optional<String> calendar, List<String> attachments) {

    public static ReadableMail of(Part mail) throws MessagingException, IOException {
        var leaves = new ArrayList<Part>();
        collect(mail, leaves);
        var attachments = new ArrayList<String>();
        for (var leaf : leaves) {
            if (leaf.getFileName() != null) {
                attachments.add(leaf.getFileName());
            }
        }
        return new ReadableMail(
                first(leaves, "text/html"), first(leaves, "text/plain"), first(leaves, "text/calendar"), attachments);
    }

    private static void collect(Part part, List<Part> leaves) throws MessagingException, IOException {
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                collect(inner, leaves);
            }
        } else {
            leaves.add(part);
        }
    }

    private static Optional<String> first(List<Part> leaves, String type) throws MessagingException, IOException {
        for (var leaf : leaves) {
            if (leaf.isMimeType(type)) {
                return Optional.of(content(leaf));
            }
        }
        return Optional.empty();
    }

    /** Text is decoded by the mail library; of other types it hands out the bytes, which are UTF-8 in a calendar. */
    private static String content(Part part) throws MessagingException, IOException {
        return part.getContent() instanceof String text
                ? text
                : new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
