package org.mentoring.booking.slotengine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/** On which days a rule occurs. The library expands days alone, so that no clock change can reach it. */
final class RuleDays {

    /** The library counts a long interval down day by day. */
    private static final int LONGEST_INTERVAL = 999;

    private static final int FORESEEABLE_YEARS = 100;

    /** A rule that occurs so often is not one that makes the library give up. */
    private static final int OCCURRENCES_TRIED = 4_000;

    /** What each rule costs before its first occurrence. */
    private static final int COST_OF_RULE = 10;

    private static final int DATES_OF_A_UNIT = 10;
    private static final int VALUES_OF_A_UNIT = 8;
    private static final int DAYS_OF_A_UNIT = 32;
    private static final int DAYS_OF_A_UNIT_BY_POSITION = 4;

    private RuleDays() {}

    /**
     * The days in {@code [from, to]} on which the rule occurs, ascending.
     *
     * @throws ScheduleTooComplexException if finding them costs more than the budget
     */
    static Iterable<LocalDate> between(Rule rule, LocalDate from, LocalDate to, ZoneId zone, Budget budget) {
        budget.spend(COST_OF_RULE);
        var days = new TreeSet<LocalDate>();
        var recurrence = rule.recurrence();
        var first = rule.start().toLocalDate();
        if (recurrence == null || recurrence.rrule() == null) {
            addWithin(days, Set.of(first), from, to);
        } else if (!first.isAfter(to)) {
            expand(rule, from, to, zone, budget, days);
        }
        if (recurrence != null) {
            budget.spend((recurrence.rdates().size() + recurrence.exdates().size()) / DATES_OF_A_UNIT);
            addWithin(days, recurrence.rdates(), from, to);
            recurrence.exdates().forEach(days::remove);
        }
        return days;
    }

    /** @throws UnusableRuleException if the rule is not one, is not about days, or occurs too rarely to be followed */
    static void check(Rule rule) {
        if (rule.recurrence() == null || rule.recurrence().rrule() == null) {
            return;
        }
        var rrule = withoutUntil(parse(rule.recurrence().rrule()));
        var first = rule.start().toLocalDate();
        var horizon = first.plusYears(FORESEEABLE_YEARS);
        try {
            // The library gives up, each time with another exception, where it finds nothing for long.
            var occurrences = rrule.iterator(date(first));
            for (var i = 0; i < OCCURRENCES_TRIED && occurrences.hasNext(); i++) {
                if (!day(occurrences.nextDateTime()).isBefore(horizon)) {
                    return;
                }
            }
        } catch (RuntimeException e) {
            throw neverOccurs(e);
        }
    }

    private static void expand(
            Rule rule, LocalDate from, LocalDate to, ZoneId zone, Budget budget, Set<LocalDate> days) {
        var rrule = parse(rule.recurrence().rrule());
        var isOver = end(rrule, rule, zone);
        withoutUntil(rrule);
        var walk = new DayIterator(
                rrule, values(rule.recurrence().rrule()), rule.start().toLocalDate(), budget);
        try {
            var occurrences = rrule.iterator(date(rule.start().toLocalDate()));
            // Skipping does not count, so a rule with a COUNT is walked through. The last week of a year reaches into
            // the
            // next one, and would be skipped with the year.
            var ahead = from.minusWeeks(1);
            if (rrule.getCount() == null && ahead.isAfter(rule.start().toLocalDate())) {
                walk.skipTo(ahead);
                occurrences.fastForward(date(ahead));
            }
            collect(occurrences, isOver, from, to, walk, days);
        } catch (ScheduleTooComplexException e) {
            throw e;
        } catch (RuntimeException e) {
            throw neverOccurs(e);
        }
    }

    private static void collect(
            RecurrenceRuleIterator occurrences,
            Predicate<LocalDate> isOver,
            LocalDate from,
            LocalDate to,
            DayIterator walk,
            Set<LocalDate> days) {
        while (occurrences.hasNext()) {
            var day = day(occurrences.nextDateTime());
            walk.stepTo(day);
            if (day.isAfter(to) || isOver.test(day)) {
                return;
            }
            if (!day.isBefore(from)) {
                days.add(day);
            }
        }
    }

    /** Charges the budget for the steps of the library through a rule: it tries the values of all parts at every step. */
    private static final class DayIterator {

        private final Budget budget;
        private final long costOfStep;
        private final boolean choosesByPosition;
        private LocalDate at;

        DayIterator(RecurrenceRule rrule, long values, LocalDate first, Budget budget) {
            this.budget = budget;
            this.costOfStep = 1 + values / VALUES_OF_A_UNIT;
            this.choosesByPosition = rrule.hasPart(Part.BYSETPOS);
            this.at = first;
        }

        void stepTo(LocalDate day) {
            budget.spend(costOfStep * (1 + ChronoUnit.DAYS.between(at, day) / DAYS_OF_A_UNIT));
            at = day;
        }

        /** Positions are counted in every period that is skipped. */
        void skipTo(LocalDate day) {
            var skipped = ChronoUnit.DAYS.between(at, day);
            budget.spend(costOfStep * (skipped / (choosesByPosition ? DAYS_OF_A_UNIT_BY_POSITION : DAYS_OF_A_UNIT)));
            at = day;
        }
    }

    /**
     * Whether a day is past the UNTIL of the rule: a date includes the whole day, a local time is compared with the local
     * start of the window, a UTC time with its instant.
     */
    private static Predicate<LocalDate> end(RecurrenceRule rrule, Rule rule, ZoneId zone) {
        var until = rrule.getUntil();
        if (until == null) {
            return day -> false;
        }
        var lastDay = day(until);
        if (until.isAllDay()) {
            return day -> day.isAfter(lastDay);
        }
        var startTime = rule.start().toLocalTime();
        if (until.isFloating()) {
            var last =
                    LocalDateTime.of(lastDay, LocalTime.of(until.getHours(), until.getMinutes(), until.getSeconds()));
            return day -> day.atTime(startTime).isAfter(last);
        }
        var last = Instant.ofEpochMilli(until.getTimestamp());
        return day -> WallClock.start(day.atTime(startTime), zone).isAfter(last);
    }

    private static RecurrenceRule parse(String text) {
        RecurrenceRule rrule;
        try {
            rrule = new RecurrenceRule(withoutRepeats(text), RecurrenceRule.RfcMode.RFC5545_STRICT);
        } catch (InvalidRecurrenceRuleException | RuntimeException e) {
            throw new UnusableRuleException("must be a recurrence rule of RFC 5545: " + e.getMessage(), e);
        }
        switch (rrule.getFreq()) {
            case YEARLY, MONTHLY, WEEKLY, DAILY -> {}
            default -> throw new UnusableRuleException("must recur by the day, week, month or year");
        }
        // No constants for these: the class Part cannot be initialised before the class RecurrenceRule.
        if (hasAny(rrule, Part.BYHOUR, Part.BYMINUTE, Part.BYSECOND)) {
            throw new UnusableRuleException("must not name hours, minutes or seconds: those of start and end count");
        }
        if (rrule.getInterval() > LONGEST_INTERVAL) {
            throw new UnusableRuleException("must have an INTERVAL of at most " + LONGEST_INTERVAL);
        }
        if (hasAny(rrule, Part.RSCALE, Part.SKIP)) {
            throw new UnusableRuleException("must be of the Gregorian calendar, without RSCALE and SKIP");
        }
        return rrule;
    }

    private static long values(String rrule) {
        return withoutRepeats(rrule).chars().filter(letter -> letter == ',').count();
    }

    /** A value that is named again changes nothing but the time that the library takes for it. */
    private static String withoutRepeats(String rrule) {
        return Arrays.stream(rrule.split(";", -1))
                .map(part -> {
                    if (!part.regionMatches(true, 0, "BY", 0, 2)) {
                        return part;
                    }
                    var equals = part.indexOf('=') + 1;
                    var values = part.substring(equals).split(",", -1);
                    return part.substring(0, equals) + String.join(",", new LinkedHashSet<>(Arrays.asList(values)));
                })
                .collect(Collectors.joining(";"));
    }

    /** The library compares UNTIL with days alone, and removing what is not there would remove a COUNT. */
    private static RecurrenceRule withoutUntil(RecurrenceRule rrule) {
        if (rrule.getUntil() != null) {
            rrule.setUntil(null);
        }
        return rrule;
    }

    private static boolean hasAny(RecurrenceRule rrule, Part... parts) {
        return Arrays.stream(parts).anyMatch(rrule::hasPart);
    }

    private static UnusableRuleException neverOccurs(RuntimeException cause) {
        return new UnusableRuleException("must occur, and not this rarely", cause);
    }

    private static void addWithin(Set<LocalDate> days, Set<LocalDate> candidates, LocalDate from, LocalDate to) {
        for (var day : candidates) {
            if (!day.isBefore(from) && !day.isAfter(to)) {
                days.add(day);
            }
        }
    }

    private static LocalDate day(DateTime date) {
        return LocalDate.of(date.getYear(), date.getMonth() + 1, date.getDayOfMonth());
    }

    private static DateTime date(LocalDate day) {
        return new DateTime(day.getYear(), day.getMonthValue() - 1, day.getDayOfMonth());
    }
}
