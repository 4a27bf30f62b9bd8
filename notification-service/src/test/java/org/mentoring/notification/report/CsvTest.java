package org.mentoring.notification.report;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CsvTest {

    @Test
    void beginsWithAByteOrderMarkAndEndsLinesAsTheRfcSays() {
        var csv = new Csv().line("name", "count").line("Zoë 🐧", 3).line(null, 2.5);
        assertThat(csv.bytes()).startsWith(0xef, 0xbb, 0xbf);
        assertThat(text(csv)).isEqualTo("\uFEFF\"name\",\"count\"\r\n\"Zoë 🐧\",3\r\n,2.5\r\n");
    }

    @Test
    void keepsQuotesCommasAndLineEndsWithinTheirCell() {
        assertThat(text(new Csv().line("a \"b\", c\r\nd"))).isEqualTo("\uFEFF\"a \"\"b\"\", c\r\nd\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠x"})
    void makesNoFormulaOfWhatPeopleWrote(String value) {
        assertThat(text(new Csv().line(value))).startsWith("\uFEFF\"'" + value);
    }

    @ParameterizedTest
    @CsvSource({"Ada", "a=b", "1+1", "x@example.org", "''"})
    void leavesWhatIsNoFormula(String value) {
        assertThat(text(new Csv().line(value))).isEqualTo("\uFEFF\"" + value + "\"\r\n");
    }

    @Test
    void leavesNumbersAlone() {
        assertThat(text(new Csv().line(-1, -0.5))).isEqualTo("\uFEFF-1,-0.5\r\n");
    }

    private static String text(Csv csv) {
        return new String(csv.bytes(), StandardCharsets.UTF_8);
    }
}
