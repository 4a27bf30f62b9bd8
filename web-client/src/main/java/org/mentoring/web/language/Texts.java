package org.mentoring.web.language;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.mentoring.kit.text.LocalizedTexts;
import org.mentoring.kit.text.TextFiles;

/**
 * The texts of pages in one language: {@code texts/<feature>/<language>.properties}. The text {@code find.title} is the key
 * {@code title} of the feature {@code find}.
 */
public final class Texts extends LocalizedTexts {

    private static final Map<String, Map<String, String>> FILES = new ConcurrentHashMap<>();
    private static final Map<Locale, Texts> INSTANCES = new ConcurrentHashMap<>();

    private Texts(Locale locale) {
        super(locale);
    }

    /** The texts for a locale, English for one whose language there are none in. */
    public static Texts in(Locale locale) {
        return find(locale, INSTANCES, Texts::new);
    }

    /** The beginning of a text, of so many characters at most, none of which is cut in two. */
    public static String first(int most, String text) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }

    /** Whether there is such a text. */
    public boolean has(String key) {
        return pattern(key) != null;
    }

    @Override
    protected String pattern(String key) {
        var dot = key.indexOf('.');
        return dot < 0
                ? null
                : patterns(key.substring(0, dot), locale().getLanguage()).get(key.substring(dot + 1));
    }

    /** The patterns of a feature's file; empty where there is no file. */
    static Map<String, String> patterns(String feature, String language) {
        return FILES.computeIfAbsent(
                feature + "/" + language, file -> TextFiles.read(Texts.class, "/texts/" + feature, language));
    }
}
