package org.mentoring.booking.slotengine;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Rules at random: most of the parts that RFC 5545 knows, in any combination, sensible or not. */
final class RandomRules {

    private static final List<String> FREQUENCIES = List.of("DAILY", "WEEKLY", "MONTHLY", "YEARLY");

    private final Random random;

    RandomRules(long seed) {
        random = new Random(seed);
    }

    Rule next() {
        var rrule = new StringBuilder("FREQ=" + FREQUENCIES.get(random.nextInt(4)));
        add(rrule, 2, ";INTERVAL=", () -> 1 + random.nextInt(random.nextInt(10) == 0 ? 999 : 8));
        add(rrule, 3, ";BYMONTH=", () -> 1 + random.nextInt(12));
        add(rrule, 3, ";BYMONTHDAY=", () -> signed(31));
        add(rrule, 5, ";BYYEARDAY=", () -> signed(366));
        add(rrule, 6, ";BYWEEKNO=", () -> signed(53));
        add(rrule, 2, ";BYDAY=", () -> (random.nextInt(3) == 0 ? signed(5) : "") + weekday() + "," + weekday());
        add(rrule, 5, ";BYSETPOS=", () -> signed(4));
        if (random.nextInt(4) == 0) {
            add(rrule, 1, ";COUNT=", () -> random.nextInt(3) == 0 ? 1_000_000 : 1 + random.nextInt(30));
        } else {
            add(rrule, 4, ";UNTIL=", () -> "2027%02d15".formatted(1 + random.nextInt(12)));
        }
        add(rrule, 5, ";WKST=", this::weekday);
        var first = day(LocalDate.of(2000, 1, 1), 27 * 365);
        return new Rule(first.atTime(9, 0), first.atTime(10, 0), new Recurrence(rrule.toString(), Set.of(), Set.of()));
    }

    /** One of so many days. */
    LocalDate day(LocalDate first, int days) {
        return first.plusDays(random.nextInt(days));
    }

    private void add(StringBuilder rrule, int oneIn, String part, Supplier<Object> value) {
        if (random.nextInt(oneIn) == 0) {
            rrule.append(part).append(value.get());
        }
    }

    private String signed(int most) {
        return (random.nextBoolean() ? "-" : "") + (1 + random.nextInt(most));
    }

    private String weekday() {
        return DayOfWeek.of(1 + random.nextInt(7)).name().substring(0, 2);
    }
}
