package org.mentoring.notification.mail;

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
 * What mails say in one language: {@code texts/<language>.properties}, one file a language, each with the same keys. A
 * text is an ICU message: {@code {name}} stands for a value, {@code {count, plural, one {…} other {…}}} chooses by number.
 */
public final class Texts {

    /** The languages there are texts in; the first stands in for any other. */
    public static final List<String> LANGUAGES = List.of("en", "de", "es", "fr", "hi", "ar");

    private static final Map<String, Map<String, String>> PATTERNS = read();
    private static final Map<Locale, Texts> INSTANCES = new ConcurrentHashMap<>();
    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_ISOLATE = '\u2069';
    private static final int MOST_LOCALES = 200;

    private final Locale locale;
    private final Map<String, String> patterns;
    private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();

    private Texts(Locale locale) {
        this.locale = locale;
        this.patterns = PATTERNS.get(locale.getLanguage());
    }

    /** The texts for a locale, English for one whose language there are none in; the region stays, for dates and numbers. */
    public static Texts in(Locale locale) {
        var spoken = PATTERNS.containsKey(locale.getLanguage()) ? locale : Locale.ENGLISH;
        if (INSTANCES.size() > MOST_LOCALES) {
            INSTANCES.clear();
        }
        return INSTANCES.computeIfAbsent(spoken, Texts::new);
    }

    /** With the language of the texts, and the reader's region where known. */
    public Locale locale() {
        return locale;
    }

    /** The text's BCP 47 tag, as HTML wants it. */
    public String language() {
        return locale.toLanguageTag();
    }

    public boolean rightToLeft() {
        return "ar".equals(locale.getLanguage());
    }

    /**
     * A text.
     *
     * @param values names and values by turns; a string may have any direction of writing and does not change that of the text
     * @throws MissingResourceException if there is no such text
     */
    public String of(String key, Object... values) {
        return format(key, values, true);
    }

    /** A text whose values are words of the same language, which need no bidi isolates. */
    String ofTrusted(String key, Object... values) {
        return format(key, values, false);
    }

    private String format(String key, Object[] values, boolean isolate) {
        var arguments = new HashMap<String, Object>();
        for (var i = 0; i < values.length; i += 2) {
            var value = values[i + 1];
            arguments.put((String) values[i], isolate && value instanceof String text ? isolated(text) : value);
        }
        // A format is not for several threads at once.
        var format = formats.computeIfAbsent(key, this::parse).clone();
        return format.format(arguments);
    }

    /** Keeps the direction of a value from turning that of the text around it. */
    private String isolated(String text) {
        return rightToLeft() || Bidi.requiresBidi(text.toCharArray(), 0, text.length())
                ? FIRST_STRONG_ISOLATE + text + POP_ISOLATE
                : text;
    }

    private MessageFormat parse(String key) {
        var pattern = patterns.get(key);
        if (pattern == null) {
            throw new MissingResourceException("There is no text " + key, Texts.class.getName(), key);
        }
        return new MessageFormat(pattern, locale);
    }

    /** The patterns of a language as they stand in its file. */
    static Map<String, String> patterns(String language) {
        return PATTERNS.get(language);
    }

    private static Map<String, Map<String, String>> read() {
        var patterns = new HashMap<String, Map<String, String>>();
        for (var language : LANGUAGES) {
            var file = "/texts/" + language + ".properties";
            try (var in = new InputStreamReader(Texts.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
                var properties = new Properties();
                properties.load(in);
                var texts = new HashMap<String, String>();
                properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
                patterns.put(language, Map.copyOf(texts));
            } catch (IOException e) {
                throw new UncheckedIOException("The texts in " + file + " cannot be read", e);
            }
        }
        return Map.copyOf(patterns);
    }
}
