package org.mentoring.web.language;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.mentoring.kit.text.LocalizedTexts;
import org.mentoring.kit.text.TextFiles;

/**
 * The texts of pages in one language: {@code texts/<feature>/<language>.properties}. The text {@code find.title} is the key
 * {@code title} of the feature {@code find}.
 */
public final class Texts extends LocalizedTexts {

    private static final Map<String, String> OWN_NAMES =
            TextFiles.LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(tag -> tag, Texts::nameInItself));
    private static final Map<String, Map<String, String>> FILES = new ConcurrentHashMap<>();
    private static final Map<Locale, Texts> INSTANCES = new ConcurrentHashMap<>();
    private static final int MOST_NAMES = 200;

    private final Map<String, String> languageNames = new ConcurrentHashMap<>();

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

    /** A language's name in that language itself, with a capital letter. */
    public static String ownName(String tag) {
        var known = OWN_NAMES.get(tag);
        return known == null ? nameInItself(tag) : known;
    }

    private static String nameInItself(String tag) {
        var language = Locale.forLanguageTag(tag);
        var name = language.getDisplayLanguage(language);
        return name.isEmpty() ? tag : name.substring(0, 1).toUpperCase(language) + name.substring(1);
    }

    /** A language tag's name in the language of the texts. */
    public String languageName(String tag) {
        if (languageNames.size() > MOST_NAMES) {
            languageNames.clear();
        }
        return languageNames.computeIfAbsent(
                tag, named -> Locale.forLanguageTag(named).getDisplayName(locale()));
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
