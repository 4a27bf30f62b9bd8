package org.mentoring.kit.calendar;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ContentLinesTest {

    @Test
    void foldsLinesLongerThan75Octets() {
        assertThat(ContentLines.folded("x".repeat(75))).isEqualTo("x".repeat(75) + "\r\n");
        assertThat(ContentLines.folded("x".repeat(76))).isEqualTo("x".repeat(75) + "\r\n x\r\n");
        assertThat(ContentLines.folded("x".repeat(75 + 74)))
                .isEqualTo("x".repeat(75) + "\r\n " + "x".repeat(74) + "\r\n");
        assertThat(ContentLines.folded("x".repeat(75 + 75)))
                .isEqualTo("x".repeat(75) + "\r\n " + "x".repeat(74) + "\r\n x\r\n");
    }

    @ParameterizedTest
    @CsvSource({"7F, 1", "80, 2", "7FF, 2", "800, 3", "FFFD, 3", "10000, 4", "1F600, 4"})
    void dividesNoCharacter(String codePoint, int octets) {
        var character = Character.toString(Integer.parseInt(codePoint, 16));

        assertThat(ContentLines.folded("x".repeat(75 - octets) + character))
                .isEqualTo("x".repeat(75 - octets) + character + "\r\n");
        assertThat(ContentLines.folded("x".repeat(76 - octets) + character))
                .isEqualTo("x".repeat(76 - octets) + "\r\n " + character + "\r\n");
    }

    @Test
    void refoldsFoldedLines() {
        assertThat(ContentLines.folded("SUMMARY:a\r\n b\r\nEND:VEVENT\r\n")).isEqualTo("SUMMARY:ab\r\nEND:VEVENT\r\n");
    }
}
