package org.mentoring.web.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import com.ibm.icu.text.DateFormatSymbols;
import com.ibm.icu.util.Calendar;
import com.ibm.icu.util.ULocale;

/** Weeks as they are read in a region: which day they begin with, and how days are called. */
public final class Weeks {

    private static final int DAYS = 7;

    private final DateFormatSymbols symbols;
    private final DayOfWeek first;

    private Weeks(ULocale locale) {
        symbols = DateFormatSymbols.getInstance(locale);
        first = dayOfWeek(Calendar.getInstance(locale).getFirstDayOfWeek());
    }

    /** A day of the week, as at the head of a calendar. */
    public record Weekday(String shortName, String name) {}

    /** For a locale, whose extension {@code fw} goes first; where it has no region, for the one in which its language is spoken most. */
    public static Weeks of(Locale locale) {
        return new Weeks(ULocale.forLocale(locale));
    }

    /** Beginning with the one that weeks begin with. */
    public List<DayOfWeek> days() {
        return IntStream.range(0, DAYS).mapToObj(first::plus).toList();
    }

    /** In the order in which a week has them. */
    public List<Weekday> weekdays() {
        var names = symbols.getWeekdays(DateFormatSymbols.STANDALONE, DateFormatSymbols.WIDE);
        var shortNames = symbols.getWeekdays(DateFormatSymbols.STANDALONE, DateFormatSymbols.SHORT);
        return IntStream.range(0, DAYS)
                .map(day -> first.plus(day).getValue() % DAYS + 1)
                .mapToObj(day -> new Weekday(shortNames[day], names[day]))
                .toList();
    }

    /** The weeks that a month reaches into, whole ones. */
    public List<List<LocalDate>> of(YearMonth month) {
        var weeks = new ArrayList<List<LocalDate>>();
        for (var day = month.atDay(1).with(TemporalAdjusters.previousOrSame(first));
                !day.isAfter(month.atEndOfMonth());
                day = day.plusDays(DAYS)) {
            weeks.add(day.datesUntil(day.plusDays(DAYS)).toList());
        }
        return weeks;
    }

    private static DayOfWeek dayOfWeek(int calendarDay) {
        return calendarDay == Calendar.SUNDAY ? DayOfWeek.SUNDAY : DayOfWeek.of(calendarDay - 1);
    }
}
