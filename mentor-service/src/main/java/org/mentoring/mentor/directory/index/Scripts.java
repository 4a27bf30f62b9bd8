package org.mentoring.mentor.directory.index;

/** Which characters make up words, and which scripts have nothing between words. */
final class Scripts {

    private static final int FIRST_WITHOUT_SPACES = 0x0E00;
    private static final int PROLONGED_SOUND_MARK = 0x30FC;

    private Scripts() {}

    static boolean belongsToWord(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || isMark(codePoint) || isLetterNumber(codePoint);
    }

    /**
     * Whether words of the character's script are written one after the other without spaces. Korean has spaces, but compounds
     * and names are written with and without them, and particles are written together with the word they follow.
     */
    static boolean isWithoutSpaces(int codePoint) {
        if (codePoint < FIRST_WITHOUT_SPACES) {
            return false;
        }
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN,
                    HIRAGANA,
                    KATAKANA,
                    BOPOMOFO,
                    HANGUL,
                    YI,
                    THAI,
                    LAO,
                    KHMER,
                    MYANMAR,
                    TAI_LE,
                    NEW_TAI_LUE,
                    TAI_THAM,
                    TAI_VIET,
                    AHOM,
                    JAVANESE,
                    BALINESE -> true;
            default -> codePoint == PROLONGED_SOUND_MARK;
        };
    }

    static boolean isHangul(int codePoint) {
        return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HANGUL;
    }

    /** A mark of no script of its own, such as the voiced sound mark, goes with the character before it. */
    static boolean isInheritedMark(int codePoint) {
        return isMark(codePoint) && Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.INHERITED;
    }

    /** Characters that are not shown and change no word: joiners, direction marks, variation selectors, Hangul fillers. */
    static boolean isIgnorable(int codePoint) {
        return codePoint != Words.ZERO_WIDTH_SPACE && Character.getType(codePoint) == Character.FORMAT
                || codePoint >= 0xFE00 && codePoint <= 0xFE0F
                || codePoint >= 0xE0100 && codePoint <= 0xE01EF
                || codePoint == 0x115F
                || codePoint == 0x1160;
    }

    private static boolean isMark(int codePoint) {
        return Character.getType(codePoint) == Character.NON_SPACING_MARK
                || Character.getType(codePoint) == Character.COMBINING_SPACING_MARK;
    }

    /** Such as the ideographic zero. */
    private static boolean isLetterNumber(int codePoint) {
        return Character.getType(codePoint) == Character.LETTER_NUMBER;
    }
}
