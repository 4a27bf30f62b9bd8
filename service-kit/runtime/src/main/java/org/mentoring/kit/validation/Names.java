package org.mentoring.kit.validation;

import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rule for names, of people and of what they name: one line in normalization form C, without controls or characters that
 * override the writing direction, with at least one visible character, of a limited length.
 *
 * <p>What a client sends is {@linkplain #normalized normalized} and then refused if it breaks the rule ({@link Name}); what
 * another system sends, such as an identity provider, is {@linkplain #repaired repaired}.
 */
public final class Names {

    /** Characters as readers count them: extended grapheme clusters (Unicode Standard Annex 29). */
    public static final int MAX_LENGTH = 200;

    /** A character as readers count them may consist of several; this many UTF-16 units per character on average are accepted. */
    static final int UNITS_PER_CHARACTER = 4;

    /** More than any script needs; more of them cover the lines above and below (Unicode Technical Standard 39, section 5.4). */
    private static final int MOST_MARKS = 8;

    private static final Pattern TOO_MANY_MARKS =
            Pattern.compile("([\\p{Mn}\\p{Me}]{%d})[\\p{Mn}\\p{Me}]+".formatted(MOST_MARKS));

    private static final int TEXT_LIMIT = 4 * UNITS_PER_CHARACTER * MAX_LENGTH;
    private static final String SPACE = " ";

    private Names() {}

    /**
     * The name as it is stored: in form C, each run of spaces one space, none at the ends, without characters that nobody sees
     * and no script needs. What breaks the rule stays, to be refused. Null stays null.
     */
    public static String normalized(String name) {
        // A text this long is refused anyway.
        if (name == null || name.length() > TEXT_LIMIT) {
            return name;
        }
        var text = Normalizer.normalize(name, Normalizer.Form.NFC);
        var result = new StringBuilder(text.length());
        var points = text.codePoints().toArray();
        for (var i = 0; i < points.length; i++) {
            var point = points[i];
            if (isSpace(point)) {
                dropTrailingJoiners(result);
                if (!result.isEmpty() && !endsWithSpace(result)) {
                    result.append(SPACE);
                }
            } else if (isModifier(point)) {
                // Selectors, joiners and tags say something about the character before them.
                if (!result.isEmpty() && !endsWithSpace(result) && isMeaningful(result, point)) {
                    result.appendCodePoint(point);
                }
            } else if (!isDropped(point)) {
                result.appendCodePoint(point);
            }
        }
        dropTrailingJoiners(result);
        return result.toString().strip();
    }

    /** The name made acceptable, cut where it is too long; empty if there is nothing to see in it. */
    public static Optional<String> repaired(String name) {
        if (name == null) {
            return Optional.empty();
        }
        var text = name.length() > TEXT_LIMIT ? name.substring(0, TEXT_LIMIT) : name;
        var acceptable = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isForbidden(point)) {
                acceptable.append(SPACE);
            } else {
                acceptable.appendCodePoint(point);
            }
        });
        var repaired = shortened(
                TOO_MANY_MARKS.matcher(normalized(acceptable.toString())).replaceAll("$1"));
        return isVisible(repaired) ? Optional.of(repaired) : Optional.empty();
    }

    /** The rule that the name breaks; empty if it breaks none. */
    static Optional<String> violation(String name, int max) {
        if (name.length() > max * UNITS_PER_CHARACTER || length(name) > max) {
            return Optional.of("must be at most %d characters long".formatted(max));
        }
        if (name.codePoints().anyMatch(Names::isForbidden)) {
            return Optional.of("must be one line without control characters, nor ones that turn the writing direction");
        }
        if (TOO_MANY_MARKS.matcher(name).find()) {
            return Optional.of("must have at most %d marks on a character".formatted(MOST_MARKS));
        }
        return isVisible(name) ? Optional.empty() : Optional.of("must not be blank");
    }

    private static String shortened(String name) {
        var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(name);
        var end = 0;
        for (var count = 0; count < MAX_LENGTH; count++) {
            var next = characters.next();
            if (next == BreakIterator.DONE || next > MAX_LENGTH * UNITS_PER_CHARACTER) {
                break;
            }
            end = next;
        }
        return name.substring(0, end).strip();
    }

    private static int length(String name) {
        var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(name);
        var count = 0;
        while (characters.next() != BreakIterator.DONE) {
            count++;
        }
        return count;
    }

    private static boolean isVisible(String name) {
        return name.codePoints().anyMatch(Names::isVisible);
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL -> !isBlank(point);
            default -> false;
        };
    }

    /** Letters and symbols without a shape: fillers of Hangul, the Braille pattern without dots, placeholders. */
    private static boolean isBlank(int point) {
        return switch (point) {
            case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0xFFFC, 0x1D159 -> true;
            default -> false;
        };
    }

    /** What no name may contain: controls, line ends, halves of pairs, direction overrides and isolates, non-characters. */
    private static boolean isForbidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default ->
                point >= 0x202A && point <= 0x202E
                        || point >= 0x2066 && point <= 0x206F
                        || point >= 0xFFF9 && point <= 0xFFFB
                        || point >= 0xFDD0 && point <= 0xFDEF
                        || (point & 0xFFFE) == 0xFFFE;
        };
    }

    private static boolean isSpace(int point) {
        return Character.getType(point) == Character.SPACE_SEPARATOR
                || point == 0x2800
                || point == 0x3164
                || point == 0xFFA0;
    }

    /** Invisible, and without an effect on the characters of a name. */
    private static boolean isDropped(int point) {
        return switch (point) {
            case 0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B, 0xFEFF -> true;
            default ->
                point >= 0x2060 && point <= 0x2065
                        || point >= 0xFFF0 && point <= 0xFFF8
                        || point >= 0x1BCA0 && point <= 0x1BCA3
                        || point >= 0x1D173 && point <= 0x1D17A
                        || point >= 0xE0000 && point <= 0xE001F
                        || point >= 0xE0080 && point <= 0xE00FF
                        || point >= 0xE01F0 && point <= 0xE0FFF;
        };
    }

    private static boolean isModifier(int point) {
        return isJoiner(point)
                || point >= 0x180B && point <= 0x180F
                || point >= 0xFE00 && point <= 0xFE0F
                || point >= 0xE0020 && point <= 0xE007F
                || point >= 0xE0100 && point <= 0xE01EF;
    }

    private static boolean isJoiner(int point) {
        return point == 0x200C || point == 0x200D;
    }

    /** A modifier is repeated by tags alone, which spell the flag of a region after the black flag. */
    private static boolean isMeaningful(StringBuilder before, int point) {
        var last = before.codePointBefore(before.length());
        if (point >= 0xE0020 && point <= 0xE007F) {
            return last == 0x1F3F4 || last >= 0xE0020 && last <= 0xE007E;
        }
        // A joiner may follow a selector, as in the emoji of a person with hair of a colour.
        return !isModifier(last) || isJoiner(point) && !isJoiner(last);
    }

    private static boolean endsWithSpace(StringBuilder text) {
        return text.charAt(text.length() - 1) == ' ';
    }

    /** A joiner at the end of a word joins nothing. */
    private static void dropTrailingJoiners(StringBuilder text) {
        while (!text.isEmpty() && isJoiner(text.charAt(text.length() - 1))) {
            text.setLength(text.length() - 1);
        }
    }
}
