package org.mentoring.review.review;

import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How a mentee is named where everyone can read it. */
final class DisplayName {

    private static final String NAMELESS = "A mentee";
    private static final int LONGEST = 30;
    /** What a name from elsewhere could change the text around it with: controls, and direction, see {@code PlainText}. */
    private static final Pattern UNWANTED = Pattern.compile("[\\p{Cc}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069]");

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern LETTER = Pattern.compile("[\\p{L}\\p{N}]");
    private static final Pattern SHAPE = Pattern.compile("[^\\p{Cf}\\p{M}]");
    /** What people take for one character (Unicode Standard Annex 29): with its vowel signs, accents and skin tones. */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    private DisplayName() {}

    /**
     * The first name and the initial of the last: "Linus T."; a single name as it is, without what follows an {@code @}. A
     * word without a letter, such as an emoji, counts only where there is nothing else. Too long a name is cut.
     */
    static String of(String name) {
        var words = words(name);
        if (words.isEmpty()) {
            return NAMELESS;
        }
        var first = shortened(words.getFirst());
        if (words.size() == 1) {
            return first;
        }
        return first + " " + characters(words.getLast()).getFirst() + ".";
    }

    private static List<String> words(String name) {
        if (name == null) {
            return List.of();
        }
        var clean = UNWANTED.matcher(SPACES.matcher(name).replaceAll(" ")).replaceAll("");
        var words = Arrays.stream(clean.split(" "))
                .filter(word -> SHAPE.matcher(word).find())
                .toList();
        var spoken = words.stream().filter(word -> LETTER.matcher(word).find()).toList();
        return spoken.isEmpty() ? words : spoken;
    }

    private static String shortened(String word) {
        var address = word.indexOf('@');
        var local = address > 0 ? word.substring(0, address) : word;
        var shown = new StringBuilder();
        for (var character : characters(local)) {
            if (shown.length() + character.length() > LONGEST) {
                return shown + "…";
            }
            shown.append(character);
        }
        return shown.toString();
    }

    /** Each with so many accents at most that it stays a character. */
    private static List<String> characters(String word) {
        return CHARACTER
                .matcher(word)
                .results()
                .map(MatchResult::group)
                .map(character ->
                        character.length() > LONGEST ? Character.toString(character.codePointAt(0)) : character)
                .toList();
    }
}
