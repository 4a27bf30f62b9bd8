package org.mentoring.web.language;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Bidi;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

import com.ibm.icu.text.MessageFormat;

/**
 * The texts of pages in one language: {@code texts/<feature>/<language>.properties}, with the same keys in each language. The
 * text {@code find.title} is the key {@code title} of the feature {@code find}. A text is an ICU message: {@code {name}} stands
 * for a value, {@code {count, plural, one {…} other {…}}} chooses by number.
 */
public final class Texts {

    /** The languages of the texts; the first one is used for any other. */
    public static final List<String> LANGUAGES = List.of("en", "de", "es", "fr", "hi", "ar");

    private static final Map<String, Map<String, String>> FILES = new ConcurrentHashMap<>();
    private static final Map<Locale, Texts> INSTANCES = new ConcurrentHashMap<>();
    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char LEFT_TO_RIGHT_ISOLATE = '\u2066';
    private static final char RIGHT_TO_LEFT_ISOLATE = '\u2067';
    private static final char POP_ISOLATE = '\u2069';
    private static final int MOST_LOCALES = 200;

    private final Locale locale;
    private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();

    private Texts(Locale locale) {
        this.locale = locale;
    }

    /** The texts for a locale, English for one whose language there are none in; the region stays, for dates and numbers. */
    public static Texts in(Locale locale) {
        var spoken = LANGUAGES.contains(locale.getLanguage()) ? locale : Locale.ENGLISH;
        if (INSTANCES.size() > MOST_LOCALES) {
            INSTANCES.clear();
        }
        return INSTANCES.computeIfAbsent(spoken, Texts::new);
    }

    /** The beginning of a text, of so many characters at most, none of which is cut in two. */
    public static String first(int most, String text) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }

    public Locale locale() {
        return locale;
    }

    public boolean rightToLeft() {
        return "ar".equals(locale.getLanguage());
    }

    /** Whether there is such a text. */
    public boolean has(String key) {
        return pattern(key) != null;
    }

    /**
     * A text.
     *
     * @param values names and values by turns; a string may have any direction of writing and does not change that of the text
     * @throws MissingResourceException if there is no such text
     */
    public String of(String key, Object... values) {
        var arguments = new HashMap<String, Object>();
        for (var i = 0; i < values.length; i += 2) {
            var value = values[i + 1];
            arguments.put(values[i].toString(), value instanceof String text ? isolated(text) : value);
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
            throw new MissingResourceException("There is no text " + key, Texts.class.getName(), key);
        }
        return new MessageFormat(pattern, locale);
    }

    private String pattern(String key) {
        var dot = key.indexOf('.');
        return dot < 0
                ? null
                : patterns(key.substring(0, dot), locale.getLanguage()).get(key.substring(dot + 1));
    }

    /** The patterns of a feature's file; empty where there is no file. */
    static Map<String, String> patterns(String feature, String language) {
        return FILES.computeIfAbsent("/texts/" + feature + "/" + language + ".properties", Texts::read);
    }

    private static Map<String, String> read(String file) {
        try (var stream = Texts.class.getResourceAsStream(file)) {
            if (stream == null) {
                return Map.of();
            }
            var properties = new Properties();
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            var texts = new HashMap<String, String>();
            properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
            return Map.copyOf(texts);
        } catch (IOException e) {
            throw new UncheckedIOException("The texts in " + file + " cannot be read", e);
        }
    }
}
