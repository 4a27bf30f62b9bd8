package org.mentoring.web.language;

import java.util.Locale;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NestedTextsTest {

    @Test
    void keepsTheDirectionOfATextThatIsAValueOfAnother() {
        var arabic = Texts.in(Locale.of("ar"));
        var moment = arabic.of("time.moment", "day", "الأحد", "clock", "٣:٠٢", "zone", "توقيت");

        assertThat(arabic.of("requests.until", "time", moment)).contains("\u2067" + moment + "\u2069");
    }
}
