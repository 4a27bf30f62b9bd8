package org.mentoring.booking.slotengine;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Schedules at random around the days on which clocks change, held against an engine that looks at every minute. */
class SlotEngineAgainstMinutesTest {

    private static final int CASES = 60;

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2027-03-28",
        "Europe/Berlin, 2027-10-31",
        "America/New_York, 2027-03-14",
        "America/New_York, 2027-11-07",
        "America/Sao_Paulo, 2018-11-04",
        "America/Sao_Paulo, 2018-02-18",
        "America/Havana, 2027-11-07",
        "America/Santiago, 2027-04-04",
        "America/Santiago, 2027-09-05",
        "America/Nuuk, 2027-03-27",
        "America/Nuuk, 2027-10-30",
        "America/Caracas, 2016-05-01",
        "Atlantic/Azores, 2027-03-28",
        "Atlantic/Azores, 2027-10-31",
        "Antarctica/Troll, 2027-03-28",
        "Antarctica/Troll, 2027-10-31",
        "Europe/Dublin, 2027-03-28",
        "Europe/Dublin, 2027-10-31",
        "Africa/Cairo, 2027-04-30",
        "Africa/Cairo, 2027-10-28",
        "Africa/Casablanca, 2027-02-07",
        "Africa/Casablanca, 2027-03-14",
        "Asia/Kolkata, 2027-06-01",
        "Asia/Kathmandu, 2027-06-01",
        "Asia/Beirut, 2027-03-28",
        "Asia/Beirut, 2027-10-31",
        "Asia/Pyongyang, 2018-05-05",
        "Australia/Lord_Howe, 2027-04-04",
        "Australia/Lord_Howe, 2027-10-03",
        "Pacific/Chatham, 2027-04-04",
        "Pacific/Chatham, 2027-09-26",
        "Pacific/Apia, 2011-12-30",
        "Pacific/Kwajalein, 1993-08-21",
        "Pacific/Kiritimati, 1994-12-31",
        "UTC, 2027-01-01"
    })
    void findsTheSlotsThatAreThereMinuteByMinute(String zone, LocalDate day) {
        for (var seed = 0; seed < CASES; seed++) {
            new RandomCase(ZoneId.of(zone), day, new Random(seed * 31L + zone.hashCode())).check("seed " + seed);
        }
    }

    private static final class RandomCase {

        private final ZoneId zone;
        private final LocalDate day;
        private final Random random;
        private final MinuteByMinute minutes;
        private final List<Rule> rules = new ArrayList<>();
        private final Instant from;
        private final Instant to;

        RandomCase(ZoneId zone, LocalDate day, Random random) {
            this.zone = zone;
            this.day = day;
            this.random = random;
            from = instant(-2, 1);
            to = from.plus(Duration.ofMinutes(5L * random.nextInt(1, 1200)));
            minutes = new MinuteByMinute(zone, from, to);
        }

        void check(String description) {
            var overrides = overrides();
            overrides.forEach(minutes::addOverride);
            for (var i = random.nextInt(4); i > 0; i--) {
                addRule();
            }
            var available = ranges(2, 1500);
            var blocked = ranges(2, 300);
            var busy = ranges(6, 200);
            available.forEach(minutes::addAvailable);
            blocked.forEach(minutes::addBlocked);
            busy.forEach(minutes::addBusy);
            var query = new SlotQuery(
                    from,
                    to,
                    instant(-4, 3),
                    Duration.ofMinutes(5L * random.nextInt(1, 20)),
                    Duration.ofMinutes(List.of(5, 7, 15, 30, 45, 60, 90).get(random.nextInt(7))),
                    Duration.ofMinutes(random.nextInt(600)),
                    Duration.ofMinutes(5L * random.nextInt(4)),
                    Duration.ofMinutes(5L * random.nextInt(4)));
            var schedule = new Schedule(zone, rules, available, blocked, overrides);
            assertThat(SlotEngine.starts(schedule, busy, query))
                    .as("%s: %s, busy %s, %s", description, schedule, busy, query)
                    .isEqualTo(minutes.starts(query));
        }

        private List<DateOverride> overrides() {
            var overrides = new ArrayList<DateOverride>();
            for (var i = random.nextInt(4); i > 1; i--) {
                var kind = DateOverride.Kind.values()[random.nextInt(3)];
                var windows = new ArrayList<DateOverride.Hours>();
                for (var j = random.nextInt(kind == DateOverride.Kind.OFF ? 0 : 1, 3); j > 0; j--) {
                    windows.add(new DateOverride.Hours(clock(), clock()));
                }
                var first = day.plusDays(random.nextInt(-3, 4));
                overrides.add(new DateOverride(first, first.plusDays(random.nextInt(3)), kind, windows));
            }
            return overrides;
        }

        private LocalTime clock() {
            return LocalTime.MIDNIGHT.plusMinutes(5L * random.nextInt(288));
        }

        private void addRule() {
            // Half of the rules begin or end in the small hours of the day itself, where clocks change.
            var atNight = random.nextBoolean();
            var night = day.atStartOfDay().plusMinutes(5L * random.nextInt(44));
            var length = 5L * random.nextInt(1, random.nextInt(5) == 0 ? 700 : 100);
            var start = !atNight
                    ? day.minusDays(random.nextInt(12)).atStartOfDay().plusMinutes(5L * random.nextInt(288))
                    : random.nextBoolean() ? night : night.minusMinutes(length);
            var end = start.plusMinutes(length);
            var first = start.toLocalDate();
            var exdates = days();
            var rdates = days();
            Predicate<LocalDate> recurs;
            String rrule;
            if (random.nextBoolean()) {
                var interval = random.nextInt(1, 4);
                var count = random.nextInt(1, 12);
                rrule = "FREQ=DAILY;INTERVAL=" + interval + ";COUNT=" + count;
                recurs = candidate -> {
                    var since = ChronoUnit.DAYS.between(first, candidate);
                    return since >= 0 && since % interval == 0 && since / interval < count;
                };
            } else {
                var weekdays = EnumSet.noneOf(DayOfWeek.class);
                for (var i = 0; i < 3; i++) {
                    weekdays.add(DayOfWeek.of(random.nextInt(1, 8)));
                }
                var until = day.plusDays(random.nextInt(-3, 8));
                rrule = "FREQ=WEEKLY;BYDAY="
                        + weekdays.stream()
                                .map(weekday -> weekday.name().substring(0, 2))
                                .collect(Collectors.joining(","))
                        + ";UNTIL=" + until.toString().replace("-", "");
                recurs = candidate -> !candidate.isBefore(first)
                        && !candidate.isAfter(until)
                        && weekdays.contains(candidate.getDayOfWeek());
            }
            rules.add(new Rule(start, end, new Recurrence(rrule, exdates, rdates)));
            minutes.addRule(
                    start,
                    end,
                    candidate ->
                            !exdates.contains(candidate) && (rdates.contains(candidate) || recurs.test(candidate)));
        }

        private Set<LocalDate> days() {
            var days = new HashSet<LocalDate>();
            for (var i = random.nextInt(3); i > 0; i--) {
                days.add(day.plusDays(random.nextInt(-4, 6)));
            }
            return days;
        }

        private List<TimeRange> ranges(int most, int longest) {
            var ranges = new ArrayList<TimeRange>();
            for (var i = random.nextInt(most + 1); i > 0; i--) {
                var start = instant(-3, 6);
                ranges.add(new TimeRange(start, start.plus(Duration.ofMinutes(random.nextInt(1, longest)))));
            }
            return ranges;
        }

        private Instant instant(int firstDay, int lastDay) {
            return day.plusDays(random.nextInt(firstDay, lastDay))
                    .atStartOfDay(zone)
                    .toInstant()
                    .plus(Duration.ofMinutes(5L * random.nextInt(288)));
        }
    }
}
