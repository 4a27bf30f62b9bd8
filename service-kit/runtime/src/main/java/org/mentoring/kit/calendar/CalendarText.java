package org.mentoring.kit.calendar;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * Text for a property of a calendar entry. Programs differ in what ends a line: a control character that the library writes as it
 * is can begin a property of the author's choice, so none is left in.
 */
final class CalendarText {

    private static final String DIRECTIONS = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069";
    private static final Pattern LINE_END = Pattern.compile("\\r\\n?|[\\u000b\\u000c\\u0085\\u2028\\u2029]");
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\uFFFE\\uFFFF" + DIRECTIONS + "&&[^\\n]]+");
    private static final Pattern WHITESPACE = Pattern.compile("\\s+");

    private CalendarText() {}

    /** One line; "" for null. */
    static String line(String text) {
        return WHITESPACE.matcher(lines(text)).replaceAll(" ");
    }

    /** Lines ended by \n; "" for null. */
    static String lines(String text) {
        return text == null
                ? ""
                : FORBIDDEN
                        .matcher(LINE_END.matcher(text).replaceAll("\n"))
                        .replaceAll(" ")
                        .strip();
    }

    /** The address of a web page in ASCII; null for anything else. */
    static URI webAddress(String text) {
        try {
            var uri = text == null ? null : new URI(text.strip());
            var web = uri != null
                    && uri.getHost() != null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
            return web ? URI.create(uri.toASCIIString()) : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
