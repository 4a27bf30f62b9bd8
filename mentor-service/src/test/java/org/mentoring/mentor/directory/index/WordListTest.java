package org.mentoring.mentor.directory.index;

import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

import static org.assertj.core.api.Assertions.assertThat;

class WordListTest {

    private static final int WORDS = 5000;
    private static final String LETTERS = "abcdefgh";

    @Test
    void findsOfManyWordsThoseThatEachByItselfIsSimilar() {
        var random = new Random(3);
        var list = new WordList();
        var words = new TreeMap<String, Integer>();
        while (words.size() < WORDS) {
            var word = word(random, 1 + random.nextInt(9));
            if (words.putIfAbsent(word, words.size()) == null) {
                list.add(word, RoaringBitmap.bitmapOf(words.size() - 1));
            }
        }
        for (var round = 0; round < 50; round++) {
            var typed = word(random, 4 + random.nextInt(6));
            var spelling = new Spelling(typed);
            var similar = words.entrySet().stream()
                    .filter(word -> spelling.standsFor(word.getKey()))
                    .mapToInt(word -> word.getValue())
                    .sorted()
                    .toArray();

            assertThat(list.similarTo(typed).toArray()).as(typed).isEqualTo(similar);
        }
        assertThat(list.similarTo(words.keySet().stream()
                                .filter(word -> word.length() == 9)
                                .findFirst()
                                .orElseThrow())
                        .isEmpty())
                .isFalse();
    }

    private static String word(Random random, int length) {
        var word = new StringBuilder();
        for (var i = 0; i < length; i++) {
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return word.toString();
    }
}
