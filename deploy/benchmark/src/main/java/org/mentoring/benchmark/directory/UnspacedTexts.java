package org.mentoring.benchmark.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Names and biographies in scripts that are written without spaces, made up of words of two characters; the same for the same seed. */
final class UnspacedTexts {

    private static final int WORDS = 8000;
    private static final int FIRST_HAN = 0x4E00;
    private static final int HAN = 2500;
    private static final int FIRST_HANGUL = 0xAC00;
    private static final int HANGUL = 1500;

    final List<String> words;

    private final Random random;
    private final Zipf<String> spread;

    UnspacedTexts(long seed) {
        random = new Random(seed);
        words = new ArrayList<>();
        for (var i = 0; i < WORDS; i++) {
            words.add(i % 4 == 0 ? word(FIRST_HANGUL, HANGUL) : word(FIRST_HAN, HAN));
        }
        spread = new Zipf<>(words, 1.0);
    }

    /** Family and given name, half of them with a space between. */
    String name() {
        return spread.pick(random) + (random.nextBoolean() ? " " : "") + spread.pick(random);
    }

    String biography() {
        var biography = new StringBuilder();
        for (var i = 60 + random.nextInt(80); i > 0; i--) {
            biography.append(spread.pick(random)).append(random.nextInt(12) == 0 ? "。" : "");
        }
        return biography.toString();
    }

    private String word(int first, int count) {
        return new StringBuilder()
                .appendCodePoint(first + random.nextInt(count))
                .appendCodePoint(first + random.nextInt(count))
                .toString();
    }
}
