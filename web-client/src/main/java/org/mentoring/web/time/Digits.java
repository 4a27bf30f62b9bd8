package org.mentoring.web.time;

/** Digits of any script, as people type them. */
public final class Digits {

    private Digits() {}

    /** The text with the digits 0 to 9. */
    public static String latin(String text) {
        return text.codePoints()
                .map(point -> Character.isDigit(point) ? '0' + Character.digit(point, 10) : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
