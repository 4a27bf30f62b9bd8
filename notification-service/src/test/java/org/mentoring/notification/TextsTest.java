package org.mentoring.notification;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.PluralRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.mentoring.kit.text.TextFiles;
import org.mentoring.notification.mail.Recipient;
import org.mentoring.notification.mail.Texts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class TextsTest {

    static final Iterable<String> LANGUAGES = TextFiles.LANGUAGES;

    @Test
    void hasOneFileForEachLanguageAndNoOther() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/texts"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".properties", "")))
                    .containsExactlyInAnyOrderElementsOf(TextFiles.LANGUAGES);
        }
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void saysTheSameInEveryLanguage(String language) throws IOException {
        var english = texts("en");
        var translated = texts(language);
        assertThat(translated.keySet()).isEqualTo(english.keySet());
        assertThat(translated.values()).noneMatch(String::isBlank);
        english.forEach((key, text) -> assertThat(arguments(translated.get(key), language))
                .as("values of %s in %s", key, language)
                .isEqualTo(arguments(text, "en")));
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void hasEveryPluralThatTheLanguageHas(String language) throws IOException {
        var wanted = PluralRules.forLocale(Locale.forLanguageTag(language)).getKeywords();
        texts(language).forEach((key, text) -> {
            if (text.contains(", plural,")) {
                assertThat(wanted).as("%s in %s", key, language).allMatch(keyword -> text.contains(keyword + " {"));
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Monday, March 15, 2027, 7:30\u202fPM – 8:30\u202fPM (India Standard Time, GMT+5:30)",
                "en-GB | Monday, 15 March 2027, 19:30 – 20:30 (India Standard Time, GMT+5:30)",
                "de | Montag, 15. März 2027, 19:30 – 20:30 (Indische Normalzeit, GMT+5:30)",
                "es | lunes, 15 de marzo de 2027, 19:30 – 20:30 (hora estándar de la India, GMT+5:30)",
                "fr-CA | lundi 15 mars 2027, 19 h 30 – 20 h 30 (heure de l’Inde, UTC+5:30)",
                "hi | सोमवार, 15 मार्च 2027, 7:30 pm – 8:30 pm (भारतीय मानक समय, GMT+5:30)",
                "ar-EG | الاثنين، ١٥ مارس ٢٠٢٧، ٧:٣٠ م – ٨:٣٠ م (توقيت الهند، غرينتش+5:30)",
                "pl | poniedziałek, 15 marca 2027, 19:30 – 20:30 (czas indyjski standardowy, GMT+5:30)",
                "nl-NL | maandag 15 maart 2027, 19:30 – 20:30 (Indiase tijd, GMT+5:30)"
            })
    void writesTimesAsTheReaderDoes(String locale, String expected) {
        var times = recipient(locale).times();
        var start = Instant.parse("2027-03-15T14:00:00Z");
        assertThat(times.span(start, start.plus(Duration.ofHours(1)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en-US-u-fw-mon-hc-h23 | 19:30",
                "en-GB-u-hc-h12 | 7:30\u202fpm",
                "de-AT-u-hc-h12 | 7:30\u202fPM",
                "hi-IN-u-hc-h23 | 19:30",
                "ar-EG-u-hc-h23 | ١٩:٣٠"
            })
    void writesTimesOnTheClockThatTheReaderPrefers(String locale, String expected) {
        var times = recipient(locale).times();
        var start = Instant.parse("2027-03-15T14:00:00Z");
        assertThat(times.moment(start)).contains(expected);
        assertThat(times.brief(start)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en-GB | 2027-10-31T00:30:00Z | 60 | Sunday, 31 October 2027, 02:30\u00a0GMT+2 – 02:30\u00a0GMT+1 (Central European Time)",
                "de | 2027-03-28T00:30:00Z | 60 | Sonntag, 28. März 2027, 01:30\u00a0GMT+1 – 03:30\u00a0GMT+2 (Mitteleuropäische Zeit)",
                "en-GB | 2027-10-30T21:30:00Z | 240 | Saturday, 30 October 2027, 23:30\u00a0GMT+2 – Sunday, 31 October 2027, 02:30\u00a0GMT+1"
                        + " (Central European Time)",
                "en-GB | 2027-10-31T01:00:00Z | 60 | Sunday, 31 October 2027, 02:00 – 03:00 (Central European Standard Time, GMT+1)"
            })
    void saysTheOffsetsWhereClocksChangeDuringASession(String locale, Instant start, int minutes, String expected) {
        var times = recipient(locale, "Europe/Berlin").times();
        assertThat(times.span(start, start.plus(Duration.ofMinutes(minutes)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "en, 1, 1 minute",
        "en, 60, 1 hour",
        "en, 75, 1 hour 15 minutes",
        "en, 90, 1 hour 30 minutes",
        "en, 150, 2 hours 30 minutes",
        "en, 1440, 24 hours",
        "en, 2879, 47 hours 59 minutes",
        "en, 10075, 6 days 23 hours 55 minutes",
        "de, 90, 1 Stunde 30 Minuten",
        "de, 4320, 3 Tagen",
        "de, 4321, 3 Tagen 1 Minute",
        "es, 90, 1 hora y 30 minutos",
        "fr, 105, 1 heure 45 minutes",
        "hi, 90, 1 घंटे 30 मिनट",
        "ar, 90, ساعة واحدة و30 دقيقة",
        "ar, 2, دقيقتين",
        "ar, 120, ساعتين",
        "ar, 4320, 3 أيام",
        "hi, 1440, 24 घंटों"
    })
    void countsAsTheLanguageDoes(String language, int minutes, String expected) {
        var now = Instant.parse("2027-03-15T14:00:00Z");
        assertThat(recipient(language).times().until(now, now.plus(Duration.ofMinutes(minutes))))
                .isEqualTo(expected);
    }

    @Test
    void isolatesNamesOfTheOtherDirection() {
        assertThat(Texts.in(Locale.ENGLISH).of("greeting", "name", "محمد")).isEqualTo("Hello \u2068محمد\u2069,");
        assertThat(Texts.in(Locale.of("ar")).of("greeting", "name", "Ada")).isEqualTo("مرحبًا \u2068Ada\u2069،");
        assertThat(Texts.in(Locale.ENGLISH).of("greeting", "name", "Ada")).isEqualTo("Hello Ada,");
    }

    private static Recipient recipient(String locale) {
        return recipient(locale, "Asia/Kolkata");
    }

    private static Recipient recipient(String locale, String zone) {
        return new Recipient(
                UUID.randomUUID(), "Ada", "ada@example.org", ZoneId.of(zone), Locale.forLanguageTag(locale));
    }

    private static Set<String> arguments(String pattern, String language) {
        return new MessageFormat(pattern, Locale.forLanguageTag(language))
                .getArgumentNames().stream().map(Object::toString).collect(Collectors.toSet());
    }

    private static TreeMap<String, String> texts(String language) throws IOException {
        var properties = new Properties();
        try (var in =
                new InputStreamReader(Texts.class.getResourceAsStream("/texts/" + language + ".properties"), UTF_8)) {
            properties.load(in);
        }
        var texts = new TreeMap<String, String>();
        properties.forEach((key, text) -> texts.put(key.toString(), text.toString()));
        return texts;
    }
}
