package org.mentoring.booking.slotengine;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
     * Whether there is room for one more on the day and in the week of a slot.
     *
     * @param taken the possible starts of each session that takes place already, for every week in which a slot lies; each counts
     *     once a day and once a week
     */
    public Predicate<Instant> room(Collection<List<Instant>> taken, ZoneId zone) {
        if (areNone()) {
            return slot -> true;
        }
        var perDay = count(taken, start -> LocalDate.ofInstant(start, zone));
        var perWeek = count(taken, start -> monday(LocalDate.ofInstant(start, zone)));
        return slot -> {
            var day = LocalDate.ofInstant(slot, zone);
            return below(mostPerDay, perDay.get(day)) && below(mostPerWeek, perWeek.get(monday(day)));
        };
    }

    private static Map<LocalDate, Long> count(Collection<List<Instant>> taken, Function<Instant, LocalDate> day) {
        return taken.stream()
                .flatMap(starts -> starts.stream().map(day).distinct())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static boolean below(Integer most, Long count) {
        return most == null || count == null || count < most;
    }

    /** The first day of the week of a day. */
    public static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
