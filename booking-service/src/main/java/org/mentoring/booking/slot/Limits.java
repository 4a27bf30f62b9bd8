package org.mentoring.booking.slot;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How much somebody wants to do. What begins on a day counts for it, however far it reaches into the next.
 *
 * @param mostPerDay on a day of the schedule's zone; null for any number
 * @param mostPerWeek from Monday to Sunday; null for any number
 */
public record Limits(Integer mostPerDay, Integer mostPerWeek) {

    public boolean areNone() {
        return mostPerDay == null && mostPerWeek == null;
    }

    /**
     * Those of the slots on whose day and in whose week there is room for one more.
     *
     * @param taken the starts of what takes place already; all of each week in which a slot lies
     */
    public List<Instant> withRoom(List<Instant> slots, List<Instant> taken, ZoneId zone) {
        return slots.stream().filter(room(taken, zone)).toList();
    }

    /** Whether there is room for one more on the day and in the week of a slot. */
    public Predicate<Instant> room(List<Instant> taken, ZoneId zone) {
        if (areNone()) {
            return slot -> true;
        }
        var days = taken.stream().map(start -> LocalDate.ofInstant(start, zone)).toList();
        var perDay = days.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        var perWeek = days.stream().collect(Collectors.groupingBy(Limits::monday, Collectors.counting()));
        return slot -> {
            var day = LocalDate.ofInstant(slot, zone);
            return below(mostPerDay, perDay.get(day)) && below(mostPerWeek, perWeek.get(monday(day)));
        };
    }

    private static boolean below(Integer most, Long count) {
        return most == null || count == null || count < most;
    }

    /** The first day of the week of a day. */
    public static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
