package org.mentoring.kit.validation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;

/** Locales that dates can be written in: a well-formed tag may name a calendar that Java does not have. */
public final class UsableLocale {

    private UsableLocale() {}

    /** Without a zone of its own (the extension {@code -u-tz-}), which would go before the reader's; empty where it is not usable. */
    public static Optional<Locale> of(String tag) {
        if (tag == null || tag.isEmpty()) {
            return Optional.empty();
        }
        try {
            var locale = new Locale.Builder()
                    .setLanguageTag(tag)
                    .setUnicodeLocaleKeyword("tz", null)
                    .build();
            var time = Instant.EPOCH.atZone(ZoneOffset.UTC);
            DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
                    .localizedBy(locale)
                    .format(time);
            return locale.getLanguage().isEmpty() ? Optional.empty() : Optional.of(locale);
        } catch (IllformedLocaleException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
