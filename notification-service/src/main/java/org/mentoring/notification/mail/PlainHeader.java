package org.mentoring.notification.mail;

import java.util.regex.Pattern;

/**
 * Text that people chose, made fit for a header: without line ends, other control characters and such as turn the
 * direction of writing, so that nobody's name becomes a header or looks like another one.
 */
final class PlainHeader {

    private static final Pattern UNFIT =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+");
    private static final int LONGEST = 200;

    private PlainHeader() {}

    static String of(String text) {
        var plain = UNFIT.matcher(text).replaceAll(" ").strip();
        return plain.substring(0, Math.min(plain.length(), LONGEST));
    }
}
