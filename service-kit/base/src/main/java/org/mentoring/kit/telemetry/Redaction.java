package org.mentoring.kit.telemetry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out of a text what may belong to a person. */
final class Redaction {

    private static final String REPLACEMENT = "…";
    private static final Pattern ADDRESS = Pattern.compile("[\\p{L}\\p{N}._%+-]+@[\\p{L}\\p{N}.-]+");
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{8,}[A-Za-z0-9._-]*");
    private static final Pattern BEARER = Pattern.compile("(?i)(bearer )[^\\s\"',]+");

    /** What PostgreSQL adds to an error: the values of the row. */
    private static final Pattern ROW = Pattern.compile("(?s)(Key|Failing row contains|Detail:|CONTEXT:|detail=).*");

    /** A name of the schema in quotes says what is wrong, and is nobody's; it is the first group. */
    private static final Pattern QUOTED = Pattern.compile(
            "(\\b(?:constraint|relation|table|column|role|function|database|index|sequence|type|schema) \"[^\"]*\")"
                    + "|\"[^\"]*\"");

    private static final Pattern QUOTED_ONCE = Pattern.compile("(?<![\\p{L}\\p{N}])'[^']*'(?![\\p{L}\\p{N}])");

    private Redaction() {}

    static String ofMessage(String message) {
        if (message == null || message.isEmpty()) {
            return "";
        }
        var text = message;
        if (text.indexOf('@') >= 0) {
            text = ADDRESS.matcher(text).replaceAll(REPLACEMENT);
        }
        text = TOKEN.matcher(text).replaceAll(REPLACEMENT);
        return BEARER.matcher(text).replaceAll("$1" + REPLACEMENT);
    }

    /** Exceptions quote what they could not make sense of. */
    static String ofException(String message) {
        if (message == null) {
            return null;
        }
        var text = ROW.matcher(message).replaceAll("$1 " + REPLACEMENT);
        text = QUOTED.matcher(text)
                .replaceAll(quoted -> Matcher.quoteReplacement(
                        quoted.group(1) == null ? "\"" + REPLACEMENT + "\"" : quoted.group(1)));
        return ofMessage(QUOTED_ONCE.matcher(text).replaceAll("'" + REPLACEMENT + "'"));
    }
}
