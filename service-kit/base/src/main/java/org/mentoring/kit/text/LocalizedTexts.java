package org.mentoring.kit.text;

import java.text.Bidi;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import com.ibm.icu.text.MessageFormat;

/**
 * Texts in one language. A text is an ICU message: {@code {name}} stands for a value,
 * {@code {count, plural, one {…} other {…}}} chooses by number.
 */
public abstract class LocalizedTexts {

    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char LEFT_TO_RIGHT_ISOLATE = '\u2066';
    private static final char RIGHT_TO_LEFT_ISOLATE = '\u2067';
    private static final char POP_ISOLATE = '\u2069';
    private static final int MOST_LOCALES = 200;

    private final Locale locale;
    private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();
    private final Map<String, String> withoutValues = new ConcurrentHashMap<>();

    protected LocalizedTexts(Locale locale) {
        this.locale = locale;
    }

    /** Finds the texts for a locale: English for one whose language there are none in; the region stays, for dates and numbers. */
    protected static <T extends LocalizedTexts> T find(Locale locale, Map<Locale, T> known, Function<Locale, T> texts) {
        if (known.size() > MOST_LOCALES) {
            known.clear();
        }
        return known.computeIfAbsent(
                TextFiles.LANGUAGES.contains(locale.getLanguage()) ? locale : Locale.ENGLISH, texts);
    }

    /** With the language of the texts, and the reader's region where known. */
    public Locale locale() {
        return locale;
    }

    public boolean rightToLeft() {
        return "ar".equals(locale.getLanguage());
    }

    /** The pattern of a text; null where there is none. */
    protected abstract String pattern(String key);

    /**
     * A text.
     *
     * @param values names and values alternately; a string may have any direction of writing and does not change that of the text
     * @throws MissingResourceException if there is no such text
     */
    public String of(String key, Object... values) {
        // Most texts of a page have no values and are the same each time.
        return values.length == 0
                ? withoutValues.computeIfAbsent(key, same -> parse(same).format(Map.of()))
                : format(key, true, values);
    }

    /** A text whose values are words of the same language, which need no bidi isolates. */
    public String ofTrusted(String key, Object... values) {
        return format(key, false, values);
    }

    private String format(String key, boolean isolate, Object... values) {
        var arguments = new HashMap<String, Object>();
        for (var i = 0; i < values.length; i += 2) {
            var value = values[i + 1];
            arguments.put(values[i].toString(), isolate && value instanceof String text ? isolated(text) : value);
        }
        // A format is not for several threads at once.
        var format = formats.computeIfAbsent(key, this::parse).clone();
        return format.format(arguments);
    }

    /** Keeps the direction of a value from turning that of the text around it. */
    private String isolated(String text) {
        // What begins with an isolated value has no first strong letter; it is a text of this language.
        if (text.indexOf(FIRST_STRONG_ISOLATE) >= 0) {
            return (rightToLeft() ? RIGHT_TO_LEFT_ISOLATE : LEFT_TO_RIGHT_ISOLATE) + text + POP_ISOLATE;
        }
        return rightToLeft() || Bidi.requiresBidi(text.toCharArray(), 0, text.length())
                ? FIRST_STRONG_ISOLATE + text + POP_ISOLATE
                : text;
    }

    private MessageFormat parse(String key) {
        var pattern = pattern(key);
        if (pattern == null) {
            throw new MissingResourceException(
                    "There is no text " + key, getClass().getName(), key);
        }
        return new MessageFormat(pattern, locale);
    }
}
