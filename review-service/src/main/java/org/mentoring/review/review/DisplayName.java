package org.mentoring.review.review;

/** How a mentee is named where everyone can read it. */
final class DisplayName {

    private static final String NAMELESS = "A mentee";

    private DisplayName() {}

    /** The first name and the initial of the last: "Linus T." */
    static String of(String name) {
        if (name == null || name.isBlank()) {
            return NAMELESS;
        }
        var words = name.strip().split("\\s+");
        if (words.length == 1) {
            return words[0];
        }
        return words[0] + " " + Character.toString(words[words.length - 1].codePointAt(0)) + ".";
    }
}
