package org.mentoring.mentor.directory.index;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How texts are compared: José is found by jose, STRASSE by Straße, half-width ｶﾞ by ガ, and C++ and C# are words. A run of
 * characters of a script that is written without spaces is one word here, apart from letters of other scripts beside it;
 * see {@link NgramIndex} for how words inside of it are found.
 */
final class Words {

    /** Where a line may break inside a run, in Thai and Khmer between words. */
    static final int ZERO_WIDTH_SPACE = 0x200B;

    /** What is longer is cut: nobody types so much, and it shall not fill the memory. */
    private static final int MAX_LENGTH = 40;

    private Words() {}

    /** Lower case, in compatibility composition, without accents, and with Latin letters of other alphabets spelt out. */
    static String plain(String text) {
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        var decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var plain = new StringBuilder(decomposed.length() + 4);
        decomposed.codePoints().filter(c -> !Scripts.isIgnorable(c)).forEach(c -> append(plain, c));
        return Normalizer.normalize(plain, Normalizer.Form.NFC);
    }

    /** The words and runs of a text in their order, plain, some of them perhaps twice. */
    static List<String> of(String text) {
        return tokens(plain(text)).stream().map(Token::text).toList();
    }

    /** Whether it is a run rather than a word between spaces. */
    static boolean isRun(String word) {
        return Scripts.isWithoutSpaces(word.codePointAt(0));
    }

    /**
     * A word or a run.
     *
     * @param start its position in the plain text
     */
    record Token(String text, int start, int end) {}

    static List<Token> tokens(String plain) {
        var tokens = new ArrayList<Token>();
        var start = 0;
        while (start < plain.length()) {
            var first = plain.codePointAt(start);
            if (!Scripts.belongsToWord(first)) {
                start += Character.charCount(first);
                continue;
            }
            var token = Scripts.isWithoutSpaces(first) ? run(plain, start) : word(plain, start);
            tokens.add(token);
            start = token.end();
        }
        return tokens;
    }

    private static Token word(String plain, int start) {
        var end = start;
        while (end < plain.length() && isSpaced(plain.codePointAt(end))) {
            end += Character.charCount(plain.codePointAt(end));
        }
        var symbols = end;
        while (symbols < plain.length() && (plain.charAt(symbols) == '+' || plain.charAt(symbols) == '#')) {
            symbols++;
        }
        // The plus of C++ ends a word; that of a+b separates two.
        if (symbols == plain.length() || !isSpaced(plain.codePointAt(symbols))) {
            end = symbols;
        }
        return new Token(plain.substring(start, Math.min(end, start + MAX_LENGTH)), start, end);
    }

    private static Token run(String plain, int start) {
        var run = new StringBuilder();
        var end = start;
        while (end < plain.length()) {
            var next = plain.codePointAt(end);
            if (Scripts.isWithoutSpaces(next) && Scripts.belongsToWord(next) || Scripts.isInheritedMark(next)) {
                run.appendCodePoint(next);
            } else if (next != ZERO_WIDTH_SPACE) {
                break;
            }
            end += Character.charCount(next);
        }
        return new Token(run.toString(), start, end);
    }

    private static boolean isSpaced(int codePoint) {
        return Scripts.belongsToWord(codePoint) && !Scripts.isWithoutSpaces(codePoint);
    }

    private static void append(StringBuilder plain, int letter) {
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
                    plain.appendCodePoint(letter);
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
