package org.mentoring.notification.mail;

import java.net.URI;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.Engine;
import org.mentoring.kit.calendar.EntryConfig;

/** Renders mails from Qute templates. */
@ApplicationScoped
public class MailTemplates {

    private final Engine engine;
    private final MailConfig config;
    private final EntryConfig entries;

    public MailTemplates(Engine engine, MailConfig config, EntryConfig entries) {
        this.engine = engine;
        this.config = config;
        this.entries = entries;
    }

    /** Begins a mail of the usual form to which nobody reads replies. */
    public ActionMail.Builder begin(Recipient recipient, String title, String lead, String reason, URI unsubscribe) {
        return begin(recipient, title, lead, reason, unsubscribe, null);
    }

    /**
     * Begins a mail of the usual form: its frame, the greeting and its first sentence.
     *
     * @param lead the first sentence, which is also the preview
     * @param reason the key of the text that says why the recipient gets it
     * @param unsubscribe where this kind of mail is turned off; null where it cannot be
     * @param replies what happens to replies; null for that nobody reads them
     */
    public ActionMail.Builder begin(
            Recipient recipient, String title, String lead, String reason, URI unsubscribe, String replies) {
        var greeting = recipient.texts().of("greeting", "name", recipient.name());
        return new ActionMail.Builder(page(recipient, title, lead, reason, unsubscribe, replies), greeting).say(lead);
    }

    /** The frame of a mail with templates of its own; the parameters are those of {@link #begin}. */
    public MailLayout page(Recipient recipient, String title, String preview, String reason, URI unsubscribe) {
        return page(recipient, title, preview, reason, unsubscribe, null);
    }

    private MailLayout page(
            Recipient recipient, String title, String preview, String reason, URI unsubscribe, String replies) {
        var texts = recipient.texts();
        return new MailLayout(
                texts.language(),
                texts.rightToLeft() ? "rtl" : "ltr",
                title,
                preview,
                config.senderName(),
                List.of(
                        texts.of(reason, "platform", config.senderName()),
                        replies == null ? texts.of("footer.no-reply") : replies),
                texts.of("footer.preferences"),
                url("/settings/notifications"),
                unsubscribe == null ? null : texts.of("footer.unsubscribe"),
                unsubscribe);
    }

    /** An address in the application that people use, as {@code url("/bookings/" + id)}. */
    public URI url(String path) {
        return URI.create(entries.publicUrl() + path);
    }

    /**
     * Fills in {@code templates/mail/<name>.html} and {@code <name>.txt}.
     *
     * @param model what the templates name by {@code parameter}; its {@link MailLayout} must be given under {@code page} as well
     */
    public MailContent write(String subject, String name, String parameter, Object model, MailLayout page) {
        return MailContent.of(
                SafeText.withoutIsolates(subject),
                fill(name + ".html", parameter, model, page),
                PlainText.withDirection(fill(name + ".txt", parameter, model, page), page.direction()));
    }

    /** Writes a mail of the usual form. */
    public MailContent write(String subject, ActionMail actionMail) {
        return write(subject, "action", "mail", actionMail, actionMail.page());
    }

    private String fill(String file, String parameter, Object model, MailLayout page) {
        return engine.getTemplate("mail/" + file)
                .data(parameter, model)
                .data("page", page)
                .render();
    }
}
