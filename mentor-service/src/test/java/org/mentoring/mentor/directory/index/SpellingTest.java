package org.mentoring.mentor.directory.index;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SpellingTest {

    @ParameterizedTest
    @CsvSource({
        "lovelase, lovelace, true",
        "lovlace, lovelace, true",
        "loevlace, lovelace, true",
        "loevlase, lovelace, true",
        "loevlcae, lovelace, true",
        "lavelase, lovelace, true",
        "lavilase, lovelace, false",
        "hoper, hopper, true",
        "hpoper, hopper, true",
        "hpopr, hopper, false",
        "tring, turing, true",
        "tring, turingmachine, true",
        "turingmachne, turing, false",
        "adda, ada, true",
        "aad, ada, false",
        "x, y, false"
    })
    void forgivesOneLetterInFourAndTwoInEight(String typed, String word, boolean forgiven) {
        assertThat(new Spelling(typed).standsFor(word)).isEqualTo(forgiven);
    }
}
