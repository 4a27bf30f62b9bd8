package org.mentoring.notification.mail;

import java.util.regex.Pattern;

/**
 * Text that people chose, made fit for where it goes: nobody's name becomes a header, a line of its own in a mail, or
 * something that reads like another name. Markup stays as it is: templates escape it.
 */
public final class SafeText {

    private static final String DIRECTIONS = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069";
    private static final Pattern UNFIT_FOR_A_LINE =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029" + DIRECTIONS + "]+");
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cs}" + DIRECTIONS + "&&[^\\n]]+");
    private static final Pattern UNFIT_FOR_A_HEADER = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029]+");
    private static final Pattern LINE_END = Pattern.compile("\\r\\n?|[\\u0085\\u2028\\u2029]");
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_HEADER = 250;
    private static final int LONGEST = 5000;

    private SafeText() {}

    /** One line of at most 200 characters, without control characters and such as turn the direction of writing; "" for null. */
    public static String line(String text) {
        return text == null
                ? ""
                : cut(UNFIT_FOR_A_LINE.matcher(text).replaceAll(" ").strip(), LONGEST_LINE);
    }

    /**
     * One line of at most 250 characters, without control characters, for what is made of lines already. Nothing in it can be taken for an
     * encoded word (RFC 2047), which the library leaves as it is in ASCII and mail programs decode: to characters that are taken out here.
     */
    static String header(String text) {
        var line = UNFIT_FOR_A_HEADER.matcher(text).replaceAll(" ");
        return cut(line.replace("=?", "= ?").strip(), LONGEST_HEADER);
    }

    /** Several lines, ended by \n, of at most 5000 characters; null for null and for what is blank. */
    public static String lines(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        var ended = LINE_END.matcher(text).replaceAll("\n");
        return cut(UNFIT.matcher(ended).replaceAll(" ").strip(), LONGEST);
    }

    /** Without the isolates that keep a name's direction from turning that of a text: many programs show them as blanks. */
    static String withoutIsolates(String text) {
        return text.replaceAll("[\\u2066-\\u2069]", "");
    }

    private static String cut(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, most - 1)).stripTrailing() + "…";
    }
}
