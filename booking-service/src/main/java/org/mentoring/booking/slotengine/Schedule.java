package org.mentoring.booking.slotengine;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * When somebody is available.
 *
 * @param timeZone of the local times of rules, and whose days restart the grid
 * @param rules windows that recur
 * @param available windows besides the rules
 * @param blocked windows in which nothing may take place, whatever else says so
 * @param overrides days on which something else counts than the rules
 */
public record Schedule(
        ZoneId timeZone,
        List<Rule> rules,
        List<TimeRange> available,
        List<TimeRange> blocked,
        List<DateOverride> overrides) {

    public Schedule {
        rules = List.copyOf(rules);
        available = List.copyOf(available);
        blocked = List.copyOf(blocked);
        overrides = List.copyOf(overrides);
    }

    /** Without overrides. */
    public Schedule(ZoneId timeZone, List<Rule> rules, List<TimeRange> available, List<TimeRange> blocked) {
        this(timeZone, rules, available, blocked, List.of());
    }

    Schedule withoutOverrides() {
        return new Schedule(timeZone, rules, available, blocked);
    }

    /** The same with one override more. */
    public Schedule with(DateOverride override) {
        var all = new ArrayList<>(overrides);
        all.add(override);
        return new Schedule(timeZone, rules, available, blocked, all);
    }

    /** How many dates its rules name. */
    public int dates() {
        return rules.stream()
                .map(Rule::recurrence)
                .filter(Objects::nonNull)
                .mapToInt(recurrence ->
                        recurrence.exdates().size() + recurrence.rdates().size())
                .sum();
    }

    private static final Duration BOOKABLE = Duration.ofDays(366);

    /** In all rules together: so many are read whenever the schedule has changed. */
    private static final int MOST_DATES = 5_000;

    /**
     * To be called when a schedule is saved: refuses one that costs too much to expand. Each rule is looked at for a year, from now
     * on or from its beginning, so that one that begins later is not cheaper; each override with all its days.
     *
     * @throws ScheduleTooComplexException if the schedule costs more than its budget
     */
    public void requireAffordable(Instant now) {
        if (dates() > MOST_DATES) {
            throw new ScheduleTooComplexException();
        }
        var budget = Budget.forSaving();
        overrides.forEach(override -> budget.spend(override.occurrences()));
        for (var rule : rules) {
            var start = WallClock.start(rule.start(), timeZone);
            var from = start.isAfter(now) ? start : now;
            FreeTime.between(
                    new Schedule(timeZone, List.of(rule), List.of(), List.of()), from, from.plus(BOOKABLE), budget);
        }
    }
}
