package org.mentoring.notification.mail;

import java.text.Bidi;
import java.util.stream.Collectors;

/** A mail's plain text, which has no markup to say in which direction it is read. */
final class PlainText {

    private static final String RIGHT_TO_LEFT_MARK = "\u200f";

    private PlainText() {}

    /**
     * Programs take the direction of a line from its first letter, so a line of a right-to-left text that begins with a name in
     * another script is given a mark. Lines with nothing of that script, such as links, stay as they are.
     */
    static String withDirection(String text, String direction) {
        var isolatesRemoved = SafeText.withoutIsolates(text);
        return "rtl".equals(direction)
                ? isolatesRemoved.lines().map(PlainText::withMark).collect(Collectors.joining("\n", "", "\n"))
                : isolatesRemoved;
    }

    private static String withMark(String line) {
        var mixed = Bidi.requiresBidi(line.toCharArray(), 0, line.length())
                && new Bidi(line, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight();
        return mixed ? RIGHT_TO_LEFT_MARK + line : line;
    }
}
