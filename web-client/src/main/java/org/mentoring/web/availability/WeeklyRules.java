package org.mentoring.web.availability;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.ibm.icu.text.ListFormatter;
import com.ibm.icu.util.ULocale;
import org.mentoring.web.api.model.AvailabilityRule;
import org.mentoring.web.api.model.RecurrenceRule;
import org.mentoring.web.api.model.RuleChange;
import org.mentoring.web.language.Texts;

/** The API's rules that are plain weekly hours, which the form edits, and all others, which it does not change. */
record WeeklyRules(Map<AvailabilityRule, Set<Hours>> weekly, List<AvailabilityRule> others) {

    private static final Set<String> KNOWN = Set.of("FREQ", "BYDAY", "INTERVAL", "WKST");
    private static final Map<String, DayOfWeek> DAYS =
            Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(WeeklyRules::code, day -> day));

    /** The changes that turn the stored rules into the wanted hours. */
    record Plan(Map<AvailabilityRule, Hours> changed, List<Hours> added, List<AvailabilityRule> removed) {

        boolean nothing() {
            return changed.isEmpty() && added.isEmpty() && removed.isEmpty();
        }
    }

    static WeeklyRules of(List<AvailabilityRule> rules, ZoneId zone, LocalDate today) {
        var weekly = new LinkedHashMap<AvailabilityRule, Set<Hours>>();
        var others = new ArrayList<AvailabilityRule>();
        rules.forEach(rule ->
                hours(rule, zone, today).ifPresentOrElse(hours -> weekly.put(rule, hours), () -> others.add(rule)));
        return new WeeklyRules(weekly, others);
    }

    Set<Hours> hours() {
        return weekly.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Detects a change that was made elsewhere. */
    String fingerprint() {
        return weekly.keySet().stream()
                .map(rule -> rule.id() + ":" + rule.version())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** Keeps what fits, changes rules of the same day, and only then adds and removes. */
    Plan plan(Collection<Hours> wanted) {
        var missing = new LinkedHashSet<>(wanted);
        var spare = new LinkedHashMap<AvailabilityRule, Set<Hours>>();
        weekly.forEach((rule, hours) -> {
            if (missing.containsAll(hours)) {
                missing.removeAll(hours);
            } else {
                spare.put(rule, hours);
            }
        });
        var changed = new LinkedHashMap<AvailabilityRule, Hours>();
        for (var hours : List.copyOf(missing)) {
            spare.entrySet().stream()
                    .filter(entry -> entry.getValue().stream().allMatch(one -> one.day() == hours.day()))
                    .findFirst()
                    .ifPresent(entry -> {
                        changed.put(entry.getKey(), hours);
                        spare.remove(entry.getKey());
                        missing.remove(hours);
                    });
        }
        return new Plan(changed, List.copyOf(missing), List.copyOf(spare.keySet()));
    }

    /** A rule that begins this week, or as many weeks ago as clocks leave out its time. */
    static RuleChange change(Hours hours, ZoneId zone, LocalDate today) {
        var date = today.with(TemporalAdjusters.nextOrSame(hours.day()));
        while (!exists(date, hours.from(), zone) || !exists(date, hours.to(), zone)) {
            date = date.minusWeeks(1);
        }
        return new RuleChange(
                at(date, hours.from(), zone).toOffsetDateTime().toString(),
                at(date, hours.to(), zone).toOffsetDateTime().toString(),
                new RecurrenceRule(null, "FREQ=WEEKLY;BYDAY=" + code(hours.day()), null, null));
    }

    static ZonedDateTime at(LocalDate date, int minute, ZoneId zone) {
        return date.atStartOfDay().plusMinutes(minute).atZone(zone);
    }

    private static boolean exists(LocalDate date, int minute, ZoneId zone) {
        var local = date.atStartOfDay().plusMinutes(minute);
        return local.atZone(zone).toLocalDateTime().equals(local);
    }

    private static String code(DayOfWeek day) {
        return day.name().substring(0, 2);
    }

    private static Optional<Set<Hours>> hours(AvailabilityRule rule, ZoneId zone, LocalDate today) {
        var recurrence = rule.recurrence();
        var start = rule.startTime().atZone(zone).toLocalDateTime();
        var length = Duration.between(start, rule.endTime().atZone(zone).toLocalDateTime());
        if (recurrence == null
                || some(recurrence.exdates())
                || some(recurrence.rdates())
                || start.toLocalDate().isAfter(today.plusDays(7))
                || start.getSecond() != 0
                || length.toMinutes() > Hours.DAY) {
            return Optional.empty();
        }
        var from = start.getHour() * 60 + start.getMinute();
        return days(recurrence.rrule(), start.getDayOfWeek())
                .map(days -> days.stream()
                        .map(day -> new Hours(day, from, from + (int) length.toMinutes()))
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /** How a rule repeats, as people say it. */
    static String words(AvailabilityRule rule, Texts texts) {
        var recurrence = rule.recurrence();
        var parts = parts(recurrence.rrule());
        var interval = parts.getOrDefault("INTERVAL", "1");
        var days = codes(parts);
        return KNOWN.containsAll(parts.keySet())
                        && "WEEKLY".equals(parts.get("FREQ"))
                        && interval.matches("[1-9]\\d?")
                        && !days.isEmpty()
                        && !some(recurrence.exdates())
                        && !some(recurrence.rdates())
                ? texts.of(
                        "availability.every-weeks",
                        "count",
                        Integer.parseInt(interval),
                        "days",
                        ListFormatter.getInstance(ULocale.forLocale(texts.locale()))
                                .format(WeekView.order(texts.locale()).stream()
                                        .filter(days::contains)
                                        .map(day -> WeekView.name(day, texts.locale()))
                                        .toList()))
                : texts.of("availability.own-way");
    }

    private static Optional<Set<DayOfWeek>> days(String rrule, DayOfWeek first) {
        var parts = parts(rrule);
        if (!KNOWN.containsAll(parts.keySet())
                || !"1".equals(parts.getOrDefault("INTERVAL", "1"))
                || !Set.of("WEEKLY", "DAILY").contains(parts.getOrDefault("FREQ", ""))) {
            return Optional.empty();
        }
        if (!parts.containsKey("BYDAY")) {
            return Optional.of("DAILY".equals(parts.get("FREQ")) ? EnumSet.allOf(DayOfWeek.class) : EnumSet.of(first));
        }
        return Optional.of(codes(parts)).filter(days -> !days.isEmpty());
    }

    private static Map<String, String> parts(String rrule) {
        return Arrays.stream(rrule.toUpperCase(java.util.Locale.ROOT).split(";"))
                .map(part -> part.split("=", 2))
                .filter(part -> part.length == 2)
                .collect(Collectors.toMap(part -> part[0], part -> part[1], (one, other) -> other));
    }

    /** The days of BYDAY; none where it says more than days of every week, or is missing. */
    private static Set<DayOfWeek> codes(Map<String, String> parts) {
        var codes = List.of(parts.getOrDefault("BYDAY", "").split(","));
        return DAYS.keySet().containsAll(codes)
                ? codes.stream().map(DAYS::get).collect(Collectors.toCollection(() -> EnumSet.noneOf(DayOfWeek.class)))
                : Set.of();
    }

    private static boolean some(List<LocalDate> dates) {
        return dates != null && !dates.isEmpty();
    }
}
