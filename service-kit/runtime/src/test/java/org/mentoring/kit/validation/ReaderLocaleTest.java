package org.mentoring.kit.validation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReaderLocaleTest {

    @ParameterizedTest
    @CsvSource({
        "en, en-GB, en-GB",
        ", en-GB, en-GB",
        "fr, en-CA, fr-CA",
        "en, nl-NL, en-NL",
        ", nl-NL, nl-NL",
        "de, , de",
        ", , en",
        ", en-u-ca-chinese, en",
        "de, en-u-ca-chinese, de",
        ", not a tag, en",
        ", en-GB-u-tz-usnyc, en-GB",
        ", en-US-u-fw-mon-hc-h23, en-US-u-fw-mon-hc-h23",
        "de, en-US-u-hc-h23, de-US-u-hc-h23",
        "de-u-hc-h12, en-GB-u-hc-h23, de-GB-u-hc-h12"
    })
    void keepsTheRegionAndSkipsUnusableLocales(String language, String account, String expected) {
        assertThat(ReaderLocale.of(language, account).toLanguageTag()).isEqualTo(expected);
    }
}
