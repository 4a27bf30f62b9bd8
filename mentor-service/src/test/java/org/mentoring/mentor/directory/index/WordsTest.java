package org.mentoring.mentor.directory.index;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "José, jose",
        "Łukasz, lukasz",
        "Straße, strasse",
        "Åsa, asa",
        "Ørsted, orsted",
        "Þórr, thorr",
        "İstanbul, istanbul",
        "ﬁne, fine",
        "ΑΘΗΝΑ, αθηνα",
        "हिन्दी, हिन्दी",
        "ｶﾞｲﾄﾞ, ガイド",
        "서연, 서연",
        "Ｊａｖａ, java"
    })
    void spellsThemPlainly(String word, String plain) {
        assertThat(Words.plain(word)).isEqualTo(plain);
        assertThat(Words.of(word)).containsExactly(plain);
    }

    @Test
    void keepsTheNamesOfProgrammingLanguages() {
        assertThat(Words.of("C++, C# (F#); a+b #tag Node.js"))
                .containsExactly("c++", "c#", "f#", "a", "b", "tag", "node", "js");
    }

    @Test
    void partsScriptsWithoutSpacesFromOthers() {
        assertThat(Words.of("十年のJava開発, C++言語 ㈱田中 3年目 Tシャツ データ"))
                .containsExactly("十年の", "java", "開発", "c++", "言語", "株", "田中", "3", "年目", "t", "シャツ", "データ");
    }

    @Test
    void findsNoneInSigns() {
        assertThat(Words.of("' | & :* \\ \ud83d\ude80 +#")).isEmpty();
    }

    @Test
    void cutsWhatNobodyTypes() {
        assertThat(Words.of("x".repeat(5000)).getFirst()).hasSize(40);
    }
}
