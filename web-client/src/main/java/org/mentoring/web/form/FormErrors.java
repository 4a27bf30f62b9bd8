package org.mentoring.web.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.mentoring.web.api.ApiException;
import org.mentoring.web.error.ProblemTexts;
import org.mentoring.web.language.Texts;

/** What is wrong with a form, by field. The tag {@code errors} shows all, the tag {@code field} its own. */
public final class FormErrors {

    private final List<Error> all = new ArrayList<>();

    /** @param field the name and id of the input; empty for what concerns the form as a whole */
    public record Error(String field, String text) {}

    public static FormErrors none() {
        return new FormErrors();
    }

    /**
     * What the API found wrong.
     *
     * @param fields how the API's fields, such as {@code message}, are called in the form
     * @throws ApiException the same one, where the form may succeed later as it is: it is then shown with a button to send it again
     */
    public static FormErrors of(ApiException refusal, Texts texts, Map<String, String> fields) {
        if (refusal.retryable()) {
            throw refusal;
        }
        var errors = new FormErrors();
        refusal.errors().stream()
                .filter(error -> fields.containsKey(error.field()))
                .forEach(error -> errors.add(fields.get(error.field()), texts.of("problem.field")));
        return errors.any() ? errors : errors.add("", ProblemTexts.sentence(refusal, texts));
    }

    public FormErrors add(String field, String text) {
        all.add(new Error(field, text));
        return this;
    }

    /** @param message what is wrong where nothing was filled in */
    public FormErrors required(String field, String text, String message) {
        return text == null || text.isBlank() ? add(field, message) : this;
    }

    /** Takes a text of so many characters, whatever they take in bytes; a line break is one. */
    public FormErrors atMost(int most, String field, String text, Texts texts) {
        return text == null || characters(text.replace("\r\n", "\n")) <= most
                ? this
                : add(field, texts.of("problem.too-long", "most", most));
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
