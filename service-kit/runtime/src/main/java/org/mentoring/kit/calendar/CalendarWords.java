package org.mentoring.kit.calendar;

import java.util.Locale;
import java.util.Map;

import org.mentoring.kit.text.TextFiles;

/** What calendar entries say in one language: {@code calendar/<language>.properties}, the same keys in each. */
final class CalendarWords {

    private static final Map<String, Map<String, String>> TEXTS = TextFiles.all(CalendarWords.class, "/calendar");

    private final Map<String, String> texts;

    private CalendarWords(Map<String, String> texts) {
        this.texts = texts;
    }

    /** English for a language without texts. */
    static CalendarWords in(Locale locale) {
        var texts = locale == null ? null : TEXTS.get(locale.getLanguage());
        return new CalendarWords(texts == null ? TEXTS.get("en") : texts);
    }

    /**
     * A text.
     *
     * @param values names and values alternately; they are inserted as they are, so that a link stays one
     */
    String of(String key, String... values) {
        var text = texts.get(key);
        var filled = new StringBuilder();
        var from = 0;
        for (var open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            var close = text.indexOf('}', open);
            filled.append(text, from, open).append(value(text.substring(open + 1, close), values));
            from = close + 1;
        }
        return filled.append(text, from, text.length()).toString();
    }

    private static String value(String name, String[] values) {
        for (var i = 0; i < values.length; i += 2) {
            if (values[i].equals(name)) {
                return values[i + 1];
            }
        }
        throw new IllegalArgumentException("No value is given for " + name);
    }

    static Map<String, String> texts(String language) {
        return TEXTS.get(language);
    }
}
