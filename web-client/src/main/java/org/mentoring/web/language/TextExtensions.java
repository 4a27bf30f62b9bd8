package org.mentoring.web.language;

import io.quarkus.arc.Arc;
import io.quarkus.qute.TemplateExtension;

/** Texts in templates, in the language of the reader: {@code {t:of('find.results', 'count', total)}}. */
@TemplateExtension(namespace = "t")
class TextExtensions {

    private TextExtensions() {}

    static String of(String key) {
        return texts().of(key);
    }

    static String of(String key, Object name, Object value) {
        return texts().of(key, name, value);
    }

    static String of(String key, Object name, Object value, Object name2, Object value2) {
        return texts().of(key, name, value, name2, value2);
    }

    static String of(String key, Object name, Object value, Object name2, Object value2, Object name3, Object value3) {
        return texts().of(key, name, value, name2, value2, name3, value3);
    }

    /**
     * The text of a value that the API names: {@code {t:under('sessions.status', session.status)}}. The value itself where there is none,
     * because a later version of the API may name others.
     */
    static String under(String prefix, String value) {
        var key = prefix + "." + value;
        return texts().has(key) ? texts().of(key) : value;
    }

    private static Texts texts() {
        return Arc.container().instance(Reader.class).get().texts();
    }
}
