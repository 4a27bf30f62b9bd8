package org.mentoring.mentor.directory.index;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WordListTest {

    private static final int WORDS = 5000;
    private static final String LETTERS = "abcdefgh";

    @Test
    void findsOfManyWordsThoseThatEachByItselfIsSimilarOrBeginsSo() {
        var random = new Random(3);
        var list = new WordList();
        var words = new TreeMap<String, Integer>();
        while (words.size() < WORDS) {
            var word = word(random, 1 + random.nextInt(9));
            if (words.putIfAbsent(word, words.size()) == null) {
                var having = new Postings();
                having.add(words.size() - 1);
                list.add(word, having);
            }
        }
        for (var round = 0; round < 50; round++) {
            var typed = word(random, 4 + random.nextInt(6));
            var beginning = word(random, 1 + random.nextInt(4));

            assertThat(list.similarTo(typed).toArray())
                    .as(typed)
                    .isEqualTo(numbers(words, word -> new Spelling(typed).standsFor(word)));
            assertThat(list.beginningWith(beginning).toArray())
                    .as(beginning)
                    .isEqualTo(numbers(words, word -> word.startsWith(beginning)));
        }
        assertThat(list.similarTo(words.keySet().stream()
                                .filter(word -> word.length() == 9)
                                .findFirst()
                                .orElseThrow())
                        .isEmpty())
                .isFalse();
    }

    private static int[] numbers(Map<String, Integer> words, Predicate<String> which) {
        return words.entrySet().stream()
                .filter(word -> which.test(word.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sorted()
                .toArray();
    }

    private static String word(Random random, int length) {
        var word = new StringBuilder();
        for (var i = 0; i < length; i++) {
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return word.toString();
    }
}
