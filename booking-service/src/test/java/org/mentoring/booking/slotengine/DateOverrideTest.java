package org.mentoring.booking.slotengine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.booking.slotengine.DateOverride.Hours;
import org.mentoring.booking.slotengine.DateOverride.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Days on which other hours count than those of every day or night. */
class DateOverrideTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");

    /** Every day from 9 to 11. */
    private static final Rule MORNINGS = daily("2027-01-01T09:00", "2027-01-01T11:00");
    /** Every night from 22 to 2. */
    private static final Rule NIGHTS = daily("2027-01-01T22:00", "2027-01-02T02:00");

    @Test
    void countsOtherHoursInsteadOfThoseOfTheRulesOnEachOfTheDays() {
        var override = override("2027-06-02", "2027-06-03", Kind.OTHER_HOURS, "14:00-15:00", "17:00-19:00");
        assertThat(hours("2027-06-01", "2027-06-05", List.of(MORNINGS), override))
                .containsExactly(
                        "06-01T09:00",
                        "06-01T10:00",
                        "06-02T14:00",
                        "06-02T17:00",
                        "06-02T18:00",
                        "06-03T14:00",
                        "06-03T17:00",
                        "06-03T18:00",
                        "06-04T09:00",
                        "06-04T10:00");
    }

    @Test
    void endsANightBeforeTheFirstDayAtMidnight() {
        var override = override("2027-06-02", "2027-06-02", Kind.OTHER_HOURS, "14:00-15:00");
        assertThat(hours("2027-06-01T12:00", "2027-06-03T12:00", List.of(NIGHTS), override))
                .containsExactly("06-01T22:00", "06-01T23:00", "06-02T14:00");
    }

    @Test
    void leavesOutTheWholeNightThatBeginsOnTheLastDay() {
        var override = override("2027-06-02", "2027-06-02", Kind.OTHER_HOURS, "14:00-15:00");
        assertThat(hours("2027-06-02T12:00", "2027-06-04T01:00", List.of(NIGHTS), override))
                .containsExactly("06-02T14:00", "06-03T22:00", "06-03T23:00", "06-04T00:00");
        var early = daily("2027-01-01T00:00", "2027-01-01T02:00");
        assertThat(hours("2027-06-02T12:00", "2027-06-03T12:00", List.of(NIGHTS, early), override))
                .as("what another rule offers on the next day")
                .containsExactly("06-02T14:00", "06-03T00:00", "06-03T01:00");
    }

    @Test
    void letsOtherHoursReachOverMidnightIntoADayOfTheRules() {
        var override = override("2027-06-02", "2027-06-02", Kind.OTHER_HOURS, "23:00-01:00");
        assertThat(hours("2027-06-02", "2027-06-04", List.of(MORNINGS), override))
                .containsExactly("06-02T23:00", "06-03T00:00", "06-03T09:00", "06-03T10:00");
    }

    @Test
    void countsExtraHoursBesideThoseOfTheRules() {
        var override = override("2027-06-02", "2027-06-03", Kind.EXTRA_HOURS, "11:00-12:00", "20:00-21:00");
        assertThat(hours("2027-06-02", "2027-06-05", List.of(MORNINGS), override))
                .containsExactly(
                        "06-02T09:00",
                        "06-02T10:00",
                        "06-02T11:00",
                        "06-02T20:00",
                        "06-03T09:00",
                        "06-03T10:00",
                        "06-03T11:00",
                        "06-03T20:00",
                        "06-04T09:00",
                        "06-04T10:00");
    }

    @Test
    void offersNothingOnWholeDaysOffWhateverElseSaysSo() {
        var off = override("2027-06-02", "2027-06-03", Kind.OFF);
        var extra = override("2027-06-02", "2027-06-02", Kind.EXTRA_HOURS, "20:00-21:00");
        var other = override("2027-06-03", "2027-06-04", Kind.OTHER_HOURS, "20:00-21:00");
        assertThat(hours("2027-06-01T20:00", "2027-06-05", List.of(MORNINGS, NIGHTS), off, extra, other))
                .containsExactly("06-01T22:00", "06-01T23:00", "06-04T20:00");
    }

    @Test
    void leavesOutTheNightThatBeginsOnTheLastDayOff() {
        var off = override("2027-06-02", "2027-06-02", Kind.OFF);
        assertThat(hours("2027-06-02", "2027-06-03T12:00", List.of(NIGHTS), off))
                .isEmpty();
    }

    @Test
    void blocksTheHoursThatAreOff() {
        var off = override("2027-06-02", "2027-06-03", Kind.OFF, "10:00-13:00", "23:00-01:00");
        assertThat(hours("2027-06-02", "2027-06-05", List.of(MORNINGS, NIGHTS), off))
                .containsExactly(
                        "06-02T00:00",
                        "06-02T01:00",
                        "06-02T09:00",
                        "06-02T22:00",
                        "06-03T01:00",
                        "06-03T09:00",
                        "06-03T22:00",
                        "06-04T01:00",
                        "06-04T09:00",
                        "06-04T10:00",
                        "06-04T22:00",
                        "06-04T23:00");
    }

    @Test
    void addsUpTheHoursOfOverridesOfTheSameDay() {
        var long_ = override("2027-06-01", "2027-06-10", Kind.OTHER_HOURS, "14:00-15:00");
        var short_ = override("2027-06-02", "2027-06-03", Kind.OTHER_HOURS, "16:00-17:00");
        for (var order : List.of(List.of(long_, short_), List.of(short_, long_))) {
            assertThat(hours("2027-06-03", "2027-06-05", List.of(MORNINGS), order.toArray(DateOverride[]::new)))
                    .containsExactly("06-03T14:00", "06-03T16:00", "06-04T14:00");
        }
    }

    @Test
    void leavesOutTheNightsOfDaysThatOverlappingOverridesHaveTogether() {
        var first = override("2027-06-01", "2027-06-03", Kind.OTHER_HOURS, "14:00-15:00");
        var second = override("2027-06-02", "2027-06-05", Kind.OTHER_HOURS, "16:00-17:00");
        assertThat(hours("2027-06-05T12:00", "2027-06-06T23:00", List.of(NIGHTS), second, first))
                .containsExactly("06-05T16:00", "06-06T22:00");
    }

    @Test
    void keepsDatedWindowsOnDaysOfOtherHours() {
        var day = override("2027-06-02", "2027-06-02", Kind.OTHER_HOURS, "14:00-15:00");
        var schedule = new Schedule(
                BERLIN,
                List.of(MORNINGS),
                List.of(range("2027-06-02T18:00", "2027-06-02T19:00")),
                List.of(range("2027-06-02T14:30", "2027-06-02T15:00")),
                List.of(day));
        assertThat(hours("2027-06-02", "2027-06-03", schedule)).containsExactly("06-02T18:00");
    }

    @Test
    void makesADayOfAWindowFromMidnightToMidnight() {
        var other = override("2027-06-02", "2027-06-02", Kind.OTHER_HOURS, "00:00-00:00");
        assertThat(hours("2027-06-01", "2027-06-04", List.of(), other)).hasSize(24);
    }

    /** The clock of Berlin goes from 2 to 3 on the one day, and from 3 to 2 on the other. */
    @ParameterizedTest
    @CsvSource({
        "2027-03-28, 01:00-04:00, 2",
        "2027-03-28, 02:00-03:00, 0",
        "2027-03-28, 00:00-00:00, 23",
        "2027-10-31, 01:00-04:00, 4",
        "2027-10-31, 02:00-03:00, 2",
        "2027-10-31, 00:00-00:00, 25",
        "2027-03-27, 23:00-04:00, 4",
        "2027-10-30, 23:00-04:00, 6"
    })
    void takesWindowsByTheClockAlsoWhenItChanges(LocalDate day, String window, int hours) {
        var other = override(day.toString(), day.toString(), Kind.OTHER_HOURS, window);
        assertThat(hours(day.minusDays(1).toString(), day.plusDays(2).toString(), List.of(), other))
                .hasSize(hours);
        var off = override(day.toString(), day.toString(), Kind.OFF, window);
        var whole = daily("2027-01-01T00:00", "2027-01-02T00:00");
        var all = hours(day.minusDays(1).toString(), day.plusDays(2).toString(), List.of(whole));
        assertThat(hours(day.minusDays(1).toString(), day.plusDays(2).toString(), List.of(whole), off))
                .hasSize(all.size() - hours);
    }

    /** Samoa left out the 30th, Havana comes to midnight twice. */
    @ParameterizedTest
    @CsvSource({
        "Pacific/Apia, 2011-12-30, 0",
        "Pacific/Apia, 2011-12-31, 24",
        "America/Havana, 2027-11-07, 25",
        "America/Havana, 2027-03-14, 23",
        "America/Sao_Paulo, 2018-11-04, 23",
        "America/Sao_Paulo, 2018-02-17, 25"
    })
    void blocksTheWholeDayHoweverLongItIs(String zone, LocalDate day, int hours) {
        var id = ZoneId.of(zone);
        var from = day.minusDays(2).atStartOfDay(id).toInstant();
        var to = day.plusDays(3).atStartOfDay(id).toInstant();
        var open = List.of(new TimeRange(from.minus(Duration.ofDays(1)), to.plus(Duration.ofDays(1))));
        var off = new DateOverride(day, day, Kind.OFF, List.of());
        var without = starts(new Schedule(id, List.of(), open, List.of()), from, to);
        var with = starts(new Schedule(id, List.of(), open, List.of(), List.of(off)), from, to);
        assertThat(without.size() - with.size()).isEqualTo(hours);
    }

    @Test
    void findsTheDaysOfALongOverrideWhereverTheyAreAskedFor() {
        var year = override("2027-01-01", "2027-12-31", Kind.OTHER_HOURS, "14:00-15:00");
        for (var day : List.of("2027-01-01", "2027-07-15", "2027-12-31")) {
            assertThat(hours(day, LocalDate.parse(day).plusDays(1).toString(), List.of(MORNINGS), year))
                    .containsExactly(day.substring(5) + "T14:00");
        }
        assertThat(hours("2028-01-01", "2028-01-02", List.of(MORNINGS), year))
                .containsExactly("01-01T09:00", "01-01T10:00");
    }

    @Test
    void countsOtherHoursAsOffered() {
        var other = override("2027-06-02", "2027-06-02", Kind.OTHER_HOURS, "14:00-17:00");
        var off = override("2027-06-02", "2027-06-02", Kind.OFF, "15:00-16:00");
        var schedule = new Schedule(BERLIN, List.of(MORNINGS), List.of(), List.of(), List.of(other, off));
        assertThat(OfferedTime.offered(schedule, List.of(), List.of(), range("2027-06-02T00:00", "2027-06-03T00:00")))
                .isEqualTo(Duration.ofHours(2));
    }

    @Test
    void countsAsOfferedWhatReachesIntoADayFromTheEveningBefore() {
        var other = override("2027-06-02", "2027-06-02", Kind.OTHER_HOURS, "22:00-02:00");
        var schedule = new Schedule(BERLIN, List.of(MORNINGS), List.of(), List.of(), List.of(other));
        assertThat(OfferedTime.offered(schedule, List.of(), List.of(), range("2027-06-03T00:00", "2027-06-04T00:00")))
                .isEqualTo(Duration.ofHours(4));
    }

    @Test
    void refusesOverridesThatAreTooManyToExpand() {
        var windows = IntStream.range(0, 8)
                .mapToObj(hour -> new Hours(LocalTime.of(hour, 0), LocalTime.of(hour, 30)))
                .toList();
        var year = new DateOverride(
                LocalDate.parse("2027-01-01"), LocalDate.parse("2027-12-31"), Kind.EXTRA_HOURS, windows);
        var now = Instant.parse("2027-01-01T00:00:00Z");
        var affordable = new Schedule(BERLIN, List.of(), List.of(), List.of(), overrides(year, 34));
        affordable.requireAffordable(now);
        Expansion.of(affordable, now, now.plus(Duration.ofDays(380)));
        var tooMany = affordable.with(year);
        assertThatThrownBy(() -> tooMany.requireAffordable(now)).isInstanceOf(ScheduleTooComplexException.class);
        var far = new Schedule(BERLIN, List.of(), List.of(), List.of(), overrides(year, 80));
        assertThatThrownBy(() -> Expansion.of(far, now, now.plus(Duration.ofDays(380))))
                .isInstanceOf(ScheduleTooComplexException.class);
    }

    @Test
    void refusesDaysInTheWrongOrderAndHoursWithoutWindows() {
        var day = LocalDate.parse("2027-06-02");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DateOverride(day, day.minusDays(1), Kind.OFF, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new DateOverride(day, day, Kind.OTHER_HOURS, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new DateOverride(day, day, Kind.EXTRA_HOURS, List.of()));
    }

    private static List<DateOverride> overrides(DateOverride one, int count) {
        return IntStream.range(0, count).mapToObj(i -> one).toList();
    }

    /** The starts of slots of an hour, on the clock. */
    private static List<String> hours(String from, String to, List<Rule> rules, DateOverride... overrides) {
        return hours(from, to, new Schedule(BERLIN, rules, List.of(), List.of(), List.of(overrides)));
    }

    private static List<String> hours(String from, String to, Schedule schedule) {
        return starts(schedule, instant(from), instant(to)).stream()
                .map(start -> DateTimeFormatter.ofPattern("MM-dd'T'HH:mm").format(start.atZone(BERLIN)))
                .toList();
    }

    private static List<Instant> starts(Schedule schedule, Instant from, Instant to) {
        return SlotEngine.starts(
                schedule,
                List.of(),
                new SlotQuery(
                        from,
                        to,
                        LONG_AGO,
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO));
    }

    private static DateOverride override(String first, String last, Kind kind, String... windows) {
        return new DateOverride(
                LocalDate.parse(first),
                LocalDate.parse(last),
                kind,
                Stream.of(windows)
                        .map(window -> window.split("-"))
                        .map(times -> new Hours(LocalTime.parse(times[0]), LocalTime.parse(times[1])))
                        .toList());
    }

    private static Rule daily(String start, String end) {
        return new Rule(
                LocalDateTime.parse(start), LocalDateTime.parse(end), new Recurrence("FREQ=DAILY", Set.of(), Set.of()));
    }

    private static TimeRange range(String start, String end) {
        return new TimeRange(instant(start), instant(end));
    }

    private static Instant instant(String local) {
        return (local.contains("T")
                        ? LocalDateTime.parse(local)
                        : LocalDate.parse(local).atStartOfDay())
                .atZone(BERLIN)
                .toInstant();
    }
}
