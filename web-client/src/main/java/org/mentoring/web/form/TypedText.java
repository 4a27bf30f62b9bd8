package org.mentoring.web.form;

/**
 * What was written into one of several forms of a page, for the page that comes back.
 *
 * @param field the id of the input; empty for none
 */
public record TypedText(String field, String text) {

    private static final TypedText NOTHING = new TypedText("", "");

    public static TypedText nothing() {
        return NOTHING;
    }

    public boolean isIn(String input) {
        return field.equals(input);
    }

    /** As {@link #isIn(String)}, where the id of the input ends with that of the thing it is about. */
    public boolean isAbout(String input, Object id) {
        return isIn(input + "-" + id);
    }

    /** As {@link #in(String)}, where the id of the input ends with that of the thing it is about. */
    public String about(String input, Object id) {
        return in(input + "-" + id);
    }

    /** The text if it was written there, else empty. */
    public String in(String input) {
        return isIn(input) && text != null ? text : "";
    }
}
