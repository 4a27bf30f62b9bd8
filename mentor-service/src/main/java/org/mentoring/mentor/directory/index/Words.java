package org.mentoring.mentor.directory.index;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How texts are compared: José is found by jose, STRASSE by Straße, and C++ and C# are words. */
final class Words {

    /** What is longer is cut: nobody types so much, and it shall not fill the memory. */
    private static final int MAX_LENGTH = 40;

    private Words() {}

    /** The text in lower case, without accents, and with Latin letters of other alphabets spelt out. */
    static String plain(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        if (isAscii(lower)) {
            return lower;
        }
        var decomposed = Normalizer.normalize(lower, Normalizer.Form.NFKD);
        var plain = new StringBuilder(decomposed.length() + 4);
        for (var i = 0; i < decomposed.length(); i++) {
            append(plain, decomposed.charAt(i));
        }
        return plain.toString();
    }

    /** The words of a text in their order, plain, some of them perhaps twice. */
    static List<String> of(String text) {
        var plain = plain(text);
        var words = new ArrayList<String>();
        var start = 0;
        while (start < plain.length()) {
            var end = endOfWord(plain, start);
            if (end == start) {
                start += Character.charCount(plain.codePointAt(start));
                continue;
            }
            words.add(plain.substring(start, Math.min(end, start + MAX_LENGTH)));
            start = end;
        }
        return words;
    }

    private static int endOfWord(String text, int start) {
        var end = start;
        while (end < text.length() && belongs(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        var symbols = end;
        while (end > start && symbols < text.length() && (text.charAt(symbols) == '+' || text.charAt(symbols) == '#')) {
            symbols++;
        }
        // The plus of C++ ends a word; that of a+b stands between two.
        return symbols < text.length() && belongs(text.codePointAt(symbols)) ? end : symbols;
    }

    private static boolean belongs(int codePoint) {
        return Character.isLetterOrDigit(codePoint)
                || Character.getType(codePoint) == Character.NON_SPACING_MARK
                || Character.getType(codePoint) == Character.COMBINING_SPACING_MARK;
    }

    private static void append(StringBuilder plain, char letter) {
        switch (letter) {
            case 'ß' -> plain.append("ss");
            case 'æ' -> plain.append("ae");
            case 'œ' -> plain.append("oe");
            case 'þ' -> plain.append("th");
            case 'ø' -> plain.append('o');
            case 'ł' -> plain.append('l');
            case 'đ', 'ð' -> plain.append('d');
            case 'ħ' -> plain.append('h');
            case 'ı' -> plain.append('i');
            case 'ŋ' -> plain.append('n');
            default -> {
                if (letter < '\u0300' || letter > '\u036f') {
                    plain.append(letter);
                }
            }
        }
    }

    private static boolean isAscii(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '\u007f') {
                return false;
            }
        }
        return true;
    }
}
