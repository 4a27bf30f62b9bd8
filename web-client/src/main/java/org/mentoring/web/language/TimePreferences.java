package org.mentoring.web.language;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The clock and the first day of the week that a person prefers to those of the region. A locale carries both as
 * Unicode extensions ({@code en-US-u-fw-mon-hc-h23}), so that the account stores them and every formatter follows them.
 *
 * @param clock {@code h12} or {@code h23}; empty as in the region
 * @param firstDay {@code mon}, {@code sat} or {@code sun}; empty as in the region
 */
public record TimePreferences(String clock, String firstDay) {

    public static final List<String> CLOCKS = List.of("h12", "h23");
    public static final List<String> FIRST_DAYS = List.of("mon", "sat", "sun");

    private static final String CLOCK = "hc";
    private static final String FIRST_DAY = "fw";

    /** What is not one of the choices counts as none. */
    public TimePreferences {
        clock = clock != null && CLOCKS.contains(clock) ? clock : "";
        firstDay = firstDay != null && FIRST_DAYS.contains(firstDay) ? firstDay : "";
    }

    public static TimePreferences of(Locale locale) {
        return new TimePreferences(locale.getUnicodeLocaleType(CLOCK), locale.getUnicodeLocaleType(FIRST_DAY));
    }

    /** The locale with these choices and no other extension. */
    public Locale in(Locale locale) {
        return new Locale.Builder()
                .setLocale(locale)
                .clearExtensions()
                .setUnicodeLocaleKeyword(CLOCK, orNull(clock))
                .setUnicodeLocaleKeyword(FIRST_DAY, orNull(firstDay))
                .build();
    }

    /** The locale in another language, with its region and these choices. */
    public static Locale in(Locale locale, String language) {
        return of(locale)
                .in(new Locale.Builder()
                        .setLanguage(language)
                        .setRegion(locale.getCountry())
                        .build());
    }

    private static String orNull(String value) {
        return Objects.equals(value, "") ? null : value;
    }
}
