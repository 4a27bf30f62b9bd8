package org.mentoring.web.book;

import java.time.Instant;
import java.time.LocalDate;

import org.mentoring.web.api.model.Unavailable;
import org.mentoring.web.language.Reader;

/**
 * Why a mentor has no free times, in words.
 *
 * @param dayName the day of the next free time; null where there is none as far ahead as one can book
 * @param day the same, as addresses have it
 */
public record NothingFree(String text, String dayName, LocalDate day) {

    /**
     * What the API says, to the reader.
     *
     * @param last until when one can book
     */
    public static NothingFree of(Unavailable why, String mentor, Instant last, Reader reader) {
        var times = reader.times();
        if (why.until() == null) {
            return new NothingFree(text(why, mentor, times.day(last), reader), null, null);
        }
        var day = times.localDate(why.until());
        return new NothingFree(textUntil(why, mentor, times.day(day), reader), times.day(day), day);
    }

    private static String textUntil(Unavailable why, String mentor, String day, Reader reader) {
        return switch (why.reason()) {
            case "away" -> reader.texts().of("book.away-until", "name", mentor, "day", day);
            case "full" -> reader.texts().of("book.full-until", "name", mentor, "day", day);
            default -> reader.texts().of("book.no-hours-until", "name", mentor, "day", day);
        };
    }

    private static String text(Unavailable why, String mentor, String last, Reader reader) {
        return switch (why.reason()) {
            case "away" -> reader.texts().of("book.away", "name", mentor, "day", last);
            case "full" -> reader.texts().of("book.full", "name", mentor, "day", last);
            default -> reader.texts().of("book.no-hours", "name", mentor, "day", last);
        };
    }
}
