package org.mentoring.web.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.mentoring.web.api.ApiException;
import org.mentoring.web.error.ProblemTexts;
import org.mentoring.web.language.Texts;

/** What is wrong with a form, by field. The tag {@code errors} shows all, the tag {@code field} its own. */
public final class FormErrors {

    private final Texts texts;
    private final List<Error> all = new ArrayList<>();

    /** To collect what is wrong, in the language of the texts; {@link Forms#errors()} where there is a request. */
    public FormErrors(Texts texts) {
        this.texts = texts;
    }

    /** @param field the name and id of the input; empty for what concerns the form as a whole */
    public record Error(String field, String text) {}

    /** Nothing is wrong. */
    public static FormErrors none() {
        return new FormErrors(null);
    }

    /** A single error whose text is known. */
    public static FormErrors of(String field, String text) {
        return none().addText(field, text);
    }

    /**
     * Adds an error; see {@link Texts#of}.
     *
     * @param key of its text
     */
    public FormErrors add(String field, String key, Object... values) {
        return addText(field, texts.of(key, values));
    }

    /** Adds what the API found wrong. */
    FormErrors add(ApiException refusal, Map<String, String> fields) {
        refusal.errors().stream()
                .filter(error -> fields.containsKey(error.field()))
                .forEach(error -> add(fields.get(error.field()), "problem.field"));
        return any() ? this : addText("", ProblemTexts.sentence(refusal, texts));
    }

    private FormErrors addText(String field, String text) {
        all.add(new Error(field, text));
        return this;
    }

    /** Adds an error where nothing was filled in. */
    public FormErrors required(String field, String text, String key, Object... values) {
        return text == null || text.isBlank() ? add(field, key, values) : this;
    }

    /** Takes a text of so many characters, whatever they take in bytes; a line break is one. */
    public FormErrors atMost(int most, String field, String text) {
        return text == null || characters(text.replace("\r\n", "\n")) <= most
                ? this
                : add(field, "problem.too-long", "most", most);
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    public boolean any() {
        return !all.isEmpty();
    }

    public List<Error> all() {
        return all;
    }

    /** Empty where the field is right. */
    public String of(String field) {
        return all.stream()
                .filter(error -> error.field().equals(field))
                .map(Error::text)
                .findFirst()
                .orElse("");
    }

    /** As {@link #of(String)}, for one of several inputs of a name, whose id ends with its place, or with the id of what it is about. */
    public String at(String field, Object place) {
        return of(field + "-" + place);
    }
}
