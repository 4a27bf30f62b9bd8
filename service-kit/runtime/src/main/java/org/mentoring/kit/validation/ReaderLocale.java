package org.mentoring.kit.validation;

import java.util.Locale;

/** In which language a person reads mails and calendar files, and with whose dates and clock. */
public final class ReaderLocale {

    private static final String CLOCK = "hc";

    private ReaderLocale() {}

    /**
     * The account's locale, or the language that the person chose with the account's region and clock: whoever chooses English on an
     * account of {@code en-GB} stays British. A locale that cannot be used is ignored, because what is written goes out all the same.
     *
     * @param language the choice in the preferences; null for none
     * @param account the locale of the account; null where none is known
     */
    public static Locale of(String language, String account) {
        var own = UsableLocale.of(account).orElse(Locale.ENGLISH);
        var chosen = UsableLocale.of(language).orElse(own);
        if (chosen.getLanguage().equals(own.getLanguage())) {
            return own;
        }
        var region = chosen.getCountry().isEmpty() ? own.getCountry() : chosen.getCountry();
        var locale = new Locale.Builder().setLocale(chosen).setRegion(region);
        if (chosen.getUnicodeLocaleType(CLOCK) == null) {
            locale.setUnicodeLocaleKeyword(CLOCK, own.getUnicodeLocaleType(CLOCK));
        }
        return locale.build();
    }
}
