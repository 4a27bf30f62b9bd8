package org.mentoring.notification.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.mentoring.notification.mail.MailContent;

/**
 * A table as a file (RFC 4180), in UTF-8 with a byte order mark, by which spreadsheets know it. What people wrote is kept from
 * being a formula: spreadsheets take what begins with a sign for one, whatever quotes are around it.
 */
final class Csv {

    private static final String TYPE = "text/csv; charset=UTF-8; header=present";
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";
    private static final String LINE_END = "\r\n";

    private final StringBuilder text = new StringBuilder(BYTE_ORDER_MARK);

    /** Adds a line; numbers are written unquoted, everything else as text, null as an empty field. */
    Csv line(Object... cells) {
        text.append(Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",")))
                .append(LINE_END);
        return this;
    }

    MailContent.Attachment attachment(String fileName) {
        return new MailContent.Attachment(fileName, TYPE, bytes());
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String cell(Object value) {
        return switch (value) {
            case null -> "";
            case Number number -> number.toString();
            default -> quoted(harmless(value.toString()));
        };
    }

    /** An apostrophe in front is how spreadsheets themselves mark text. */
    private static String harmless(String value) {
        var visible = value.strip();
        return !value.isEmpty()
                        && (FORMULA_STARTS.indexOf(value.charAt(0)) >= 0
                                || !visible.isEmpty() && FORMULA_STARTS.indexOf(visible.charAt(0)) >= 0)
                ? "'" + value
                : value;
    }

    private static String quoted(String value) {
        return '"' + value.replace("\0", "").replace("\"", "\"\"") + '"';
    }
}
