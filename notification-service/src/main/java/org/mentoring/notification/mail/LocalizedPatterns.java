package org.mentoring.notification.mail;

import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Dates of which only some fields are wanted, in the order of each language. */
public final class LocalizedPatterns {

    private LocalizedPatterns() {}

    /**
     * One at a time: the first look of the JDK at localised patterns fails with a {@link NullPointerException} for every other thread
     * that takes one meanwhile.
     *
     * @param skeleton the fields wanted, such as {@code yMMMEd}; see {@link DateTimeFormatter#ofLocalizedPattern}
     */
    public static synchronized String format(String skeleton, Locale locale, TemporalAccessor date) {
        return DateTimeFormatter.ofLocalizedPattern(skeleton)
                .localizedBy(locale)
                .format(date);
    }
}
