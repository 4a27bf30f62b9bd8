package org.mentoring.kit.validation;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamesTest {

    private static final String FAMILY = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    private static final String WALES =
            "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC77\uDB40\uDC6C\uDB40\uDC73\uDB40\uDC7F";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada Lovelace",
                "O'Brien-Müller, Jr.",
                "山田太郎",
                "محمد بن سلمان",
                "नरेन्द्र",
                "می\u200Cخواهم",
                "葛\uDB40\uDD00城",
                "ᠮᠣᠩᠭᠣᠯ",
                "❤\uFE0F",
                "7",
                "…"
            })
    void keepsANameOfAnyScript(String name) {
        assertThat(Names.normalized(name)).isEqualTo(name);
        assertThat(Names.violation(name, Names.MAX_LENGTH)).isEmpty();
        assertThat(Names.repaired(name)).contains(name);
    }

    @Test
    void keepsEmojiOfSeveralCharacters() {
        for (var name : new String[] {
            FAMILY, WALES, "\uD83D\uDC69\uD83C\uDFFD\u200D\uD83D\uDCBB Ada", "\uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08"
        }) {
            assertThat(Names.normalized(name)).isEqualTo(name);
            assertThat(Names.repaired(name)).contains(name);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            Ada\u200B Lovelace|Ada Lovelace
            \uFEFFAda\u2060|Ada
            A\u00ADda|Ada
            \u00A0Ada\u3000\u2003Lovelace |Ada Lovelace
            Ada\u3164\u3164Lovelace\u2800|Ada Lovelace
            Ada\u200D|Ada
            Ada\u200D \u200CLovelace|Ada Lovelace
            \uFE0FAda|Ada
            Ada\uFE0F\uFE0F\uFE0F|Ada\uFE0F
            Ada\uDB40\uDC67\uDB40\uDC7F|Ada
            Ame\u0301lie|Am\u00E9lie
            \u1112\u1161\u11AB|\uD55C
            """)
    void normalizesToFormC(String sent, String stored) {
        assertThat(Names.normalized(sent)).isEqualTo(stored);
        assertThat(Names.normalized(stored)).isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00A0\u2003\u3000",
                "\u200B",
                "\u200D",
                "\u200B\u200D",
                "\u200E\u200F\u061C",
                "\u2060\uFEFF",
                "\u00AD",
                "\u034F",
                "\u3164",
                "\u3164\u115F\u1160\uFFA0",
                "\u2800",
                "\u17B4\u17B5",
                "\u180E\u180B",
                "\uFE0F",
                "\uDB40\uDD00",
                "\uDB40\uDC41\uDB40\uDC7F",
                "\u0301",
                "\u20DD",
                "\uE000",
                "\uFFFC",
                "\uD834\uDD59",
                "\uD834\uDD73"
            })
    void refusesANameWithoutVisibleCharacters(String name) {
        assertThat(Names.violation(Names.normalized(name), Names.MAX_LENGTH)).contains("must not be blank");
        assertThat(Names.repaired(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Eve\r\nBcc: all@example.org",
                "Eve\tx",
                "Eve\0x",
                "Eve\u0007x",
                "Eve\u007Fx",
                "Eve\u0085x",
                "Eve\u2028x",
                "Eve\u2029x",
                "Eve\u202Ex",
                "Eve\u202Ax",
                "Eve\u2066x",
                "Eve\u2069x",
                "Eve\u206Ax",
                "Eve\uFFF9x",
                "Eve\uFDD0x",
                "Eve\uFFFEx",
                "Eve\uD800x",
                "Eve\uDC00x"
            })
    void refusesOrReplacesForbiddenCharacters(String name) {
        assertThat(Names.violation(Names.normalized(name), Names.MAX_LENGTH))
                .hasValueSatisfying(violation -> assertThat(violation).contains("control characters"));
        assertThat(Names.repaired(name)).hasValueSatisfying(repaired -> {
            assertThat(repaired).startsWith("Eve ");
            assertThat(Names.violation(repaired, Names.MAX_LENGTH)).isEmpty();
        });
    }

    /** The first and the last of each range of what nobody sees, and their neighbours that stay. */
    @ParameterizedTest
    @CsvSource({
        "2060, 2065, , 2070",
        "FFF0, FFF8, , ",
        "1BCA0, 1BCA3, 1BC9F, 1BCA4",
        "1D173, 1D17A, 1D172, 1D17B",
        "E0000, E001F, , ",
        "E0080, E00FF, , ",
        "E01F0, E0FFF, , E1000"
    })
    void dropsInvisibleCharactersAndNoOthers(String first, String last, String before, String after) {
        assertThat(Names.normalized(with(first))).isEqualTo("Evex");
        assertThat(Names.normalized(with(last))).isEqualTo("Evex");
        assertThat(Stream.of(before, after).filter(Objects::nonNull).map(NamesTest::with))
                .allSatisfy(kept -> assertThat(Names.normalized(kept)).isEqualTo(kept));
    }

    @ParameterizedTest
    @CsvSource({
        "202A, 202E, , ",
        "2066, 206F, , 2070",
        "FFF9, FFFB, , FFFC",
        "FDD0, FDEF, FDCF, FDF0",
        "FFFE, FFFF, FFFD, 10000",
        "1FFFE, 1FFFF, 1FFFD, 20000"
    })
    void refusesForbiddenCharactersAndNoOthers(String first, String last, String before, String after) {
        assertThat(Names.violation(with(first), Names.MAX_LENGTH)).isPresent();
        assertThat(Names.violation(with(last), Names.MAX_LENGTH)).isPresent();
        assertThat(Stream.of(before, after).filter(Objects::nonNull).map(NamesTest::with))
                .allSatisfy(kept ->
                        assertThat(Names.violation(kept, Names.MAX_LENGTH)).isEmpty());
    }

    /** Variation selectors, also those of Mongolian; of two in a row the first. */
    @ParameterizedTest
    @CsvSource({"180B, 180F", "FE00, FE0F", "E0100, E01EF"})
    void keepsOneSelectorAfterACharacter(String first, String last) {
        for (var selector : List.of(first, last)) {
            assertThat(Names.normalized("Ada" + character(selector))).isEqualTo("Ada" + character(selector));
            assertThat(Names.normalized("Ada" + character(selector) + character(first)))
                    .isEqualTo("Ada" + character(selector));
        }
    }

    /** Tags spell the region after a black flag, until the one that cancels them. */
    @Test
    void keepsTagsAfterABlackFlagUntilTheyAreCancelled() {
        var flag = character("1F3F4") + character("E0020") + character("E007E") + character("E007F");

        assertThat(Names.normalized(flag)).isEqualTo(flag);
        assertThat(Names.normalized(flag + character("E0067"))).isEqualTo(flag);
    }

    private static String with(String codePoint) {
        return "Eve" + character(codePoint) + "x";
    }

    private static String character(String codePoint) {
        return Character.toString(Integer.parseInt(codePoint, 16));
    }

    /** A pile of marks is one character, and covers what stands above and below it on a page. */
    @Test
    void refusesMoreMarksOnACharacterThanAScriptNeeds() {
        var burmese = "\u1000\u103D\u103E\u102F\u1036\u1037";
        var most = "x" + "\u0338".repeat(8);
        for (var name : List.of(burmese, most, most + most)) {
            assertThat(Names.violation(name, Names.MAX_LENGTH)).as(name).isEmpty();
            assertThat(Names.repaired(name)).contains(name);
        }
        assertThat(Names.violation(most + "\u0338", Names.MAX_LENGTH)).isPresent();
        assertThat(Names.violation(most + "\u20DD", Names.MAX_LENGTH)).isPresent();
        assertThat(Names.repaired(most + "\u0338\u20DD Ada")).contains(most + " Ada");
    }

    @Test
    void countsGraphemeClusters() {
        assertThat(Names.violation("x".repeat(200), 200)).isEmpty();
        assertThat(Names.violation("x".repeat(201), 200)).contains("must be at most 200 characters long");
        assertThat(Names.violation("\uD83D\uDE00".repeat(200), 200)).isEmpty();
        assertThat(Names.violation("\uD83D\uDE00".repeat(201), 200)).isPresent();
        assertThat(Names.violation(FAMILY.repeat(50), 50)).isPresent();
        assertThat(Names.violation(FAMILY.repeat(20), 50)).isEmpty();
        assertThat(Names.violation("e" + "\u0301".repeat(800), 200)).isPresent();
    }

    @Test
    void cutsARepairedNameBetweenCharacters() {
        assertThat(Names.repaired("x".repeat(263))).contains("x".repeat(200));
        assertThat(Names.repaired("\uD83D\uDE00".repeat(300))).contains("\uD83D\uDE00".repeat(200));
        assertThat(Names.repaired(FAMILY.repeat(300))).hasValueSatisfying(name -> {
            assertThat(name).endsWith(FAMILY);
            assertThat(Names.violation(name, Names.MAX_LENGTH)).isEmpty();
        });
        assertThat(Names.repaired("x".repeat(1_000_000))).contains("x".repeat(200));
        assertThat(Names.repaired("e" + "\u0301".repeat(900)))
                .hasValueSatisfying(name ->
                        assertThat(Names.violation(name, Names.MAX_LENGTH)).isEmpty());
    }

    @Test
    void leavesNullAsItIs() {
        assertThat(Names.normalized(null)).isNull();
        assertThat(Names.repaired(null)).isEmpty();
    }
}
