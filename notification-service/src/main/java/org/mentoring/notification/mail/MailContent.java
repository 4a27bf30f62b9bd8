package org.mentoring.notification.mail;

import java.util.ArrayList;
import java.util.List;

/**
 * What a mail says, ready to be put into an envelope.
 *
 * @param subject any text; line ends are taken out
 * @param text the same as the HTML, for people who read plain text
 * @param replyTo the address that replies go to; null for nobody's
 * @param invitation for the reader's calendar; null for none
 * @param images shown within the HTML
 * @param attachments files to keep
 */
public record MailContent(
        String subject,
        String html,
        String text,
        String replyTo,
        Invitation invitation,
        List<Image> images,
        List<Attachment> attachments) {

    /**
     * An iCalendar object (RFC 5545).
     *
     * @param method as in the object; the MIME type repeats it (RFC 6047, section 2.4)
     */
    public record Invitation(String method, String text) {}

    /**
     * An image within the HTML, which refers to it as {@code <img src="{image.url}" alt="…">}.
     *
     * @param name unique in the mail: letters, digits and hyphens
     * @param type such as image/png
     */
    public record Image(String name, String type, byte[] content) {

        public String url() {
            return "cid:" + contentId();
        }

        String contentId() {
            return name + "@images";
        }
    }

    /** @param type such as {@code text/csv; charset=UTF-8} */
    public record Attachment(String fileName, String type, byte[] content) {}

    public static MailContent of(String subject, String html, String text) {
        return new MailContent(subject, html, text, null, null, List.of(), List.of());
    }

    /** @param email null for nobody's */
    public MailContent withReplyTo(String email) {
        return new MailContent(subject, html, text, email, invitation, images, attachments);
    }

    public MailContent withInvitation(Invitation to) {
        return new MailContent(subject, html, text, replyTo, to, images, attachments);
    }

    public MailContent withImage(Image image) {
        return new MailContent(subject, html, text, replyTo, invitation, appended(images, image), attachments);
    }

    public MailContent withAttachment(Attachment attachment) {
        return new MailContent(subject, html, text, replyTo, invitation, images, appended(attachments, attachment));
    }

    private static <T> List<T> appended(List<T> list, T item) {
        var longer = new ArrayList<>(list);
        longer.add(item);
        return List.copyOf(longer);
    }
}
