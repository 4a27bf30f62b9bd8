package org.mentoring.kit.calendar;

/**
 * Lines of an iCalendar object as RFC 5545, section 3.1 wants them: of at most 75 octets, with no character divided. The
 * library counts characters, and those beyond ASCII have more octets than one.
 */
final class ContentLines {

    private static final int MOST_OCTETS = 75;
    private static final String FOLD = "\r\n ";

    private ContentLines() {}

    /** @param text folded in any way, with CRLF, as RFC 5545 writes it */
    static String folded(String text) {
        var folded = new StringBuilder(text.length() + text.length() / MOST_OCTETS);
        for (var line : text.replace(FOLD, "").split("\r\n")) {
            fold(line, folded);
        }
        return folded.toString();
    }

    private static void fold(String line, StringBuilder folded) {
        var octets = 0;
        for (var i = 0; i < line.length(); ) {
            var character = line.codePointAt(i);
            var more = octets(character);
            if (octets + more > MOST_OCTETS) {
                folded.append(FOLD);
                octets = 1;
            }
            folded.appendCodePoint(character);
            octets += more;
            i += Character.charCount(character);
        }
        folded.append("\r\n");
    }

    /** In UTF-8. */
    private static int octets(int character) {
        if (character < 0x80) {
            return 1;
        }
        if (character < 0x800) {
            return 2;
        }
        return character < 0x10000 ? 3 : 4;
    }
}
