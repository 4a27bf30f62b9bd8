package org.mentoring.notification.preference;

import org.mentoring.notification.mail.Texts;
import org.mentoring.notification.message.Kind;

/**
 * What somebody sees who follows the link to switch mails off.
 *
 * @param kind of mail in words; null where the link does not say
 * @param confirm what the button says; null where there is nothing to confirm
 * @param back how to undo it; null where nothing is to be undone
 */
record UnsubscribePage(
        String language, String direction, String title, String lead, String kind, String confirm, String back) {

    static UnsubscribePage question(Texts texts, Kind kind) {
        return of(texts, "unsubscribe.title", "unsubscribe.question", kind, texts.of("unsubscribe.confirm"));
    }

    static UnsubscribePage done(Texts texts, Kind kind) {
        return of(texts, "unsubscribe.done-title", "unsubscribe.done", kind, null);
    }

    static UnsubscribePage broken(Texts texts) {
        return of(texts, "unsubscribe.broken-title", "unsubscribe.broken", null, null);
    }

    private static UnsubscribePage of(Texts texts, String title, String lead, Kind kind, String confirm) {
        return new UnsubscribePage(
                texts.language(),
                texts.rightToLeft() ? "rtl" : "ltr",
                texts.of(title),
                texts.of(lead),
                kind == null ? null : texts.of("unsubscribe.kind." + kind.column()),
                confirm,
                kind == null ? null : texts.of("unsubscribe.back"));
    }

    /** What the button needs, see {@link DelayedButton}. */
    public String script() {
        return DelayedButton.SCRIPT;
    }
}
