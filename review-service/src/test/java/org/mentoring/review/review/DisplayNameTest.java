package org.mentoring.review.review;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DisplayNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Linus Torvalds                | Linus T.
            ' Ada  King Lovelace '        | Ada L.
            Plato                         | Plato
            Gabriel García Márquez        | Gabriel M.
            Jean-Luc Picard-Smith         | Jean-Luc P.
            Ludwig van Beethoven          | Ludwig B.
            'Grace\u00a0Hopper'           | Grace H.
            'Shirin\u3000Ebadi'           | Shirin E.
            linus@example.org             | linus
            @linus                        | @linus
            محمد علي                      | محمد ع.
            प्रिया सिंह                       | प्रिया सिं.
            Zoë Z\u0308uri                | Zoë Z\u0308.
            山田 太郎                      | 山田 太.
            Linus Torvalds 🚀             | Linus T.
            🚀 Linus Torvalds             | Linus T.
            👩‍💻                            | 👩‍💻
            🦊 👩🏽‍🚀                         | 🦊 👩🏽‍🚀.
            <b>Linus</b> <i>T</i>         | <b>Linus</b> <.
            """)
    void shortensNames(String name, String shown) {
        assertThat(DisplayName.of(name)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({",", "'',", "'  ',", "'\u200b\u2060',", "'\u202e\u0000',"})
    void namesPeopleWithoutAName(String name) {
        assertThat(DisplayName.of(name)).isEqualTo("A mentee");
    }

    @ParameterizedTest
    @CsvSource({"'\u202eLinus\u202c T\u0000orvalds',Linus T.", "'\u2067Lin\u2069us\nTorvalds',Linus T."})
    void leavesOutWhatWouldChangeTheTextAround(String name, String shown) {
        assertThat(DisplayName.of(name)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"x", "👩🏽‍🚀", "प्रि"})
    void cutsLongNamesBetweenCharacters(String character) {
        var shown = DisplayName.of(character.repeat(10_000) + " " + character.repeat(10_000));
        assertThat(shown).hasSizeLessThanOrEqualTo(45).endsWith("… " + character + ".");
        assertThat(shown.substring(0, shown.indexOf('…')).replace(character, ""))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Z"})
    void limitsCombiningMarks(String letter) {
        assertThat(DisplayName.of(letter + "\u0308".repeat(1_000) + " " + letter + "\u0308".repeat(1_000)))
                .isEqualTo("Z Z.");
    }
}
