package org.mentoring.notification.mail;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.mentoring.kit.text.LocalizedTexts;
import org.mentoring.kit.text.TextFiles;

/** What mails say in one language: {@code texts/<language>.properties}. */
public final class Texts extends LocalizedTexts {

    private static final Map<String, Map<String, String>> PATTERNS = TextFiles.all(Texts.class, "/texts");
    private static final Map<Locale, Texts> INSTANCES = new ConcurrentHashMap<>();

    private Texts(Locale locale) {
        super(locale);
    }

    /** The texts for a locale, English for one whose language there are none in. */
    public static Texts in(Locale locale) {
        return find(locale, INSTANCES, Texts::new);
    }

    /** The text's BCP 47 tag, as HTML wants it. */
    public String language() {
        return locale().toLanguageTag();
    }

    @Override
    protected String pattern(String key) {
        return patterns(locale().getLanguage()).get(key);
    }

    /** The patterns of a language as in its file. */
    static Map<String, String> patterns(String language) {
        return PATTERNS.get(language);
    }
}
