package org.mentoring.kit.validation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LanguageTagTest {

    private final LanguageTag.Validator validator = new LanguageTag.Validator();

    @ParameterizedTest
    @ValueSource(strings = {"en", "de-CH", "zh-Hant-TW", "es-419", "ar-EG-u-nu-latn", "th-TH-u-ca-buddhist", "gsw"})
    void acceptsLocalesThatDatesCanBeFormattedIn(String tag) {
        assertThat(validator.isValid(tag, null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "en-u-ca-chinese",
                "en-u-ca-dangi",
                "und-DE",
                "x-private",
                "not a tag",
                "en_GB",
                "i",
                "en-x-a-tag-of-more-than-35-characters"
            })
    void refusesAnyOther(String tag) {
        assertThat(validator.isValid(tag, null)).isFalse();
    }
}
