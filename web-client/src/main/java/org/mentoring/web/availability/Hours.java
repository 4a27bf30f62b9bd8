package org.mentoring.web.availability;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.regex.Pattern;

import org.mentoring.web.language.Texts;
import org.mentoring.web.time.Digits;
import org.mentoring.web.time.Times;

/**
 * A window of every week.
 *
 * @param from the minute of the day at which it begins
 * @param to the minute, counted from the start of that day, before which it ends: at most a day after {@code from}
 */
record Hours(DayOfWeek day, int from, int to) {

    static final int DAY = 24 * 60;
    static final int WEEK = 7 * DAY;
    private static final int HOUR = 60;
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,2})(?:[:.h]?(\\d{2}))?");

    /** The minute of the day that a text such as 9:30, 930 or ٩:٣٠ means, up to 24:00; empty for any other text. */
    static OptionalInt minute(String text) {
        var found = CLOCK.matcher(Digits.latin(text));
        if (!found.matches()) {
            return OptionalInt.empty();
        }
        var minutes = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
        var all = Integer.parseInt(found.group(1)) * HOUR + minutes;
        return minutes < HOUR && all <= DAY ? OptionalInt.of(all) : OptionalInt.empty();
    }

    /** As an input of the type time has it: 24:00 is the 00:00 at which the next day begins. */
    static String text(int minute) {
        return LocalTime.ofSecondOfDay(minute % DAY * 60L).toString();
    }

    /** As the reader's clock shows it, such as "9:30 AM". */
    static String clock(int minute, Texts texts) {
        return new Times(texts, ZoneOffset.UTC).clock(Instant.EPOCH.plus(Duration.ofMinutes(minute)));
    }

    int start() {
        return (day.getValue() - 1) * DAY + from;
    }

    int end() {
        return (day.getValue() - 1) * DAY + to;
    }

    boolean endsOnTheNextDay() {
        return to > DAY;
    }

    /** Whether both are on at some moment of the week, whose end is followed by its start. */
    boolean overlaps(Hours other) {
        for (var shift = -WEEK; shift <= WEEK; shift += WEEK) {
            if (start() + shift < other.end() && other.start() < end() + shift) {
                return true;
            }
        }
        return false;
    }
}
