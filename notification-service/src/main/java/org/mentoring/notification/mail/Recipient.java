package org.mentoring.notification.mail;

import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;

/**
 * To whom a mail goes, as it is known when the mail is sent.
 *
 * @param name never null; empty where it is not known
 * @param email as received, not validated
 * @param zone of the times in the mail
 * @param locale as of {@link org.mentoring.kit.validation.ReaderLocale}; may be one that there are no texts in
 */
public record Recipient(UUID id, String name, String email, ZoneId zone, Locale locale) {

    /** The texts in the recipient's language. */
    public Texts texts() {
        return Texts.in(locale);
    }

    /** Times as the recipient reads them, also where the texts are in another language. */
    public Times times() {
        return new Times(texts(), zone, locale);
    }
}
