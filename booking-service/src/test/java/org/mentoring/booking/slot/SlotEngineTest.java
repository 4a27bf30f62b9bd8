package org.mentoring.booking.slot;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SlotEngineTest {

    private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");

    @Test
    void keepsTheHourOfARuleWhenClocksChange() {
        var mondays = recurring("2027-03-22T09:00", "2027-03-22T10:00", "FREQ=WEEKLY;BYDAY=MO");
        assertThat(starts("Europe/Berlin", mondays, "2027-03-20", "2027-04-10", 60, 60))
                .containsExactly(at("2027-03-22T08:00:00Z"), at("2027-03-29T07:00:00Z"), at("2027-04-05T07:00:00Z"));
    }

    @Test
    void givesADayOfTwentyThreeHoursItsTrueLength() {
        assertThat(starts("Europe/Berlin", allDay("2027-03-28"), "2027-03-28", "2027-03-29", 60, 60))
                .hasSize(23)
                .startsWith(at("2027-03-27T23:00:00Z"))
                .endsWith(at("2027-03-28T21:00:00Z"));
    }

    @Test
    void givesADayOfTwentyFiveHoursItsTrueLength() {
        assertThat(starts("America/New_York", allDay("2027-11-07"), "2027-11-07", "2027-11-08", 60, 60))
                .hasSize(25)
                .startsWith(at("2027-11-07T04:00:00Z"));
    }

    @Test
    void movesATimeThatDoesNotExistForwardByTheGap() {
        var night = once("2027-03-28T02:30", "2027-03-28T04:30");
        assertThat(starts("Europe/Berlin", night, "2027-03-28", "2027-03-29", 30, 30))
                .startsWith(at("2027-03-28T01:30:00Z"))
                .hasSize(2);
        var endsInTheGap = once("2027-03-28T01:00", "2027-03-28T02:30");
        assertThat(starts("Europe/Berlin", endsInTheGap, "2027-03-28", "2027-03-29", 30, 30))
                .startsWith(at("2027-03-28T00:00:00Z"))
                .hasSize(3);
    }

    @Test
    void takesTheEarlierOfAStartThatComesTwiceAndTheLaterOfAnEnd() {
        var twice = once("2027-10-31T02:00", "2027-10-31T02:30");
        assertThat(starts("Europe/Berlin", twice, "2027-10-31", "2027-11-01", 30, 30))
                .containsExactly(at("2027-10-31T00:00:00Z"), at("2027-10-31T00:30:00Z"), at("2027-10-31T01:00:00Z"));
    }

    @Test
    void knowsAClockChangeOfHalfAnHour() {
        assertThat(starts("Australia/Lord_Howe", allDay("2027-04-04"), "2027-04-04", "2027-04-05", 30, 30))
                .hasSize(49);
        assertThat(starts("Australia/Lord_Howe", allDay("2027-10-03"), "2027-10-03", "2027-10-04", 30, 30))
                .hasSize(47);
    }

    @Test
    void beginsADayWithoutMidnightWithItsFirstMoment() {
        assertThat(starts("America/Sao_Paulo", allDay("2018-11-04"), "2018-11-04", "2018-11-05", 60, 60))
                .hasSize(23)
                .startsWith(at("2018-11-04T03:00:00Z"));
    }

    @Test
    void joinsTheWindowOfADayThatWasSkippedToTheNextOne() {
        var daily = recurring("2011-12-29T09:00", "2011-12-29T10:00", "FREQ=DAILY;COUNT=3");
        assertThat(starts("Pacific/Apia", daily, "2011-12-28", "2012-01-02", 60, 60))
                .containsExactly(at("2011-12-29T19:00:00Z"), at("2011-12-30T19:00:00Z"));
    }

    @Test
    void standsOnTheWallClockOfZonesWithOddOffsets() {
        var morning = once("2027-05-03T09:00", "2027-05-03T10:00");
        assertThat(starts("Asia/Kathmandu", morning, "2027-05-03", "2027-05-04", 60, 60))
                .containsExactly(at("2027-05-03T03:15:00Z"));
        assertThat(starts("Asia/Kolkata", morning, "2027-05-03", "2027-05-04", 60, 60))
                .containsExactly(at("2027-05-03T03:30:00Z"));
    }

    @Test
    void anchorsTheGridAnewAtEachStartOfDay() {
        var overnight = once("2027-05-03T22:10", "2027-05-04T02:00");
        assertThat(starts("UTC", overnight, "2027-05-03", "2027-05-05", 30, 60))
                .containsExactly(
                        at("2027-05-03T22:10:00Z"),
                        at("2027-05-03T23:10:00Z"),
                        at("2027-05-04T00:00:00Z"),
                        at("2027-05-04T01:00:00Z"));
    }

    @Test
    void letsASlotRunOverMidnightWhileTheWindowGoesOn() {
        var overnight = once("2027-05-03T23:30", "2027-05-04T00:30");
        assertThat(starts("UTC", overnight, "2027-05-03", "2027-05-05", 60, 60))
                .containsExactly(at("2027-05-03T23:30:00Z"));
    }

    @Test
    void mergesWindowsThatTouchOrOverlapWhateverTheyComeFrom() {
        var schedule = new Schedule(
                ZoneId.of("UTC"),
                List.of(once("2027-05-03T09:00", "2027-05-03T10:00")),
                List.of(
                        range("2027-05-03T10:00:00Z", "2027-05-03T11:00:00Z"),
                        range("2027-05-03T10:30:00Z", "2027-05-03T11:30:00Z")),
                List.of());
        assertThat(SlotEngine.starts(schedule, List.of(), query("2027-05-03", "2027-05-04", 90, 60)))
                .containsExactly(at("2027-05-03T09:00:00Z"), at("2027-05-03T10:00:00Z"));
    }

    @Test
    void removesSlotsThatAreBlockedOrBusyAndLeavesTheGrid() {
        var schedule = new Schedule(
                ZoneId.of("UTC"),
                List.of(once("2027-05-03T09:00", "2027-05-03T15:00")),
                List.of(),
                List.of(range("2027-05-03T10:10:00Z", "2027-05-03T10:20:00Z")));
        var busy = List.of(range("2027-05-03T13:00:00Z", "2027-05-03T14:00:00Z"));
        assertThat(SlotEngine.starts(schedule, busy, query("2027-05-03", "2027-05-04", 60, 60)))
                .containsExactly(
                        at("2027-05-03T09:00:00Z"),
                        at("2027-05-03T11:00:00Z"),
                        at("2027-05-03T12:00:00Z"),
                        at("2027-05-03T14:00:00Z"));
    }

    @Test
    void widensASlotByItsBuffersAgainstBusyTimesOnly() {
        var schedule = new Schedule(
                ZoneId.of("UTC"),
                List.of(once("2027-05-03T09:00", "2027-05-03T13:00")),
                List.of(),
                List.of(range("2027-05-03T08:00:00Z", "2027-05-03T09:00:00Z")));
        var busy = List.of(range("2027-05-03T11:00:00Z", "2027-05-03T11:30:00Z"));
        var query = new SlotQuery(
                at("2027-05-03T00:00:00Z"),
                at("2027-05-04T00:00:00Z"),
                LONG_AGO,
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                Duration.ZERO,
                Duration.ofMinutes(30),
                Duration.ofMinutes(15));
        assertThat(SlotEngine.starts(schedule, busy, query))
                .containsExactly(
                        at("2027-05-03T09:00:00Z"),
                        at("2027-05-03T09:30:00Z"),
                        at("2027-05-03T10:00:00Z"),
                        at("2027-05-03T12:00:00Z"),
                        at("2027-05-03T12:30:00Z"));
    }

    @Test
    void startsSlotsFromTheBeginningOfTheRangeAndBeforeItsEnd() {
        var schedule = new Schedule(
                ZoneId.of("UTC"), List.of(once("2027-05-03T09:00", "2027-05-03T12:00")), List.of(), List.of());
        var query = new SlotQuery(
                at("2027-05-03T09:30:00Z"),
                at("2027-05-03T10:30:00Z"),
                LONG_AGO,
                Duration.ofMinutes(60),
                Duration.ofMinutes(30),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
        assertThat(SlotEngine.starts(schedule, List.of(), query))
                .containsExactly(at("2027-05-03T09:30:00Z"), at("2027-05-03T10:00:00Z"));
        var expansion = Expansion.of(schedule, at("2027-05-03T00:00:00Z"), at("2027-05-04T00:00:00Z"));
        assertThat(SlotEngine.offers(expansion, List.of(), query, at("2027-05-03T10:00:00Z")))
                .isTrue();
        assertThat(SlotEngine.offers(expansion, List.of(), query, at("2027-05-03T10:30:00Z")))
                .isFalse();
        assertThat(SlotEngine.offers(expansion, List.of(), query, at("2027-05-03T10:10:00Z")))
                .isFalse();
        assertThat(SlotEngine.offers(
                        expansion, List.of(), query, at("2027-05-03T10:00:00Z").plusNanos(1)))
                .isFalse();
    }

    @Test
    void startsNoSlotBeforeTheNoticeIsOver() {
        var schedule = new Schedule(
                ZoneId.of("UTC"), List.of(once("2027-05-03T09:00", "2027-05-03T12:00")), List.of(), List.of());
        var query = new SlotQuery(
                at("2027-05-03T00:00:00Z"),
                at("2027-05-04T00:00:00Z"),
                at("2027-05-03T08:30:00Z"),
                Duration.ofMinutes(60),
                Duration.ofMinutes(30),
                Duration.ofMinutes(90),
                Duration.ZERO,
                Duration.ZERO);
        assertThat(SlotEngine.starts(schedule, List.of(), query))
                .containsExactly(at("2027-05-03T10:00:00Z"), at("2027-05-03T10:30:00Z"), at("2027-05-03T11:00:00Z"));
    }

    @Test
    void countsTheFirstWindowOnlyIfTheRuleYieldsIt() {
        var tuesdays = recurring("2027-05-03T09:00", "2027-05-03T10:00", "FREQ=WEEKLY;BYDAY=TU;COUNT=2");
        assertThat(starts("UTC", tuesdays, "2027-05-01", "2027-06-01", 60, 60))
                .containsExactly(at("2027-05-04T09:00:00Z"), at("2027-05-11T09:00:00Z"));
    }

    @Test
    void readsEveryFormOfUntil() {
        for (var until : List.of("20270505", "20270505T090000", "20270505T070000Z")) {
            var daily = recurring("2027-05-03T09:00", "2027-05-03T10:00", "FREQ=DAILY;UNTIL=" + until);
            assertThat(starts("Europe/Berlin", daily, "2027-05-01", "2027-06-01", 60, 60))
                    .as(until)
                    .hasSize(3);
        }
        for (var until : List.of("20270504", "20270505T085959", "20270505T065959Z")) {
            var daily = recurring("2027-05-03T09:00", "2027-05-03T10:00", "FREQ=DAILY;UNTIL=" + until);
            assertThat(starts("Europe/Berlin", daily, "2027-05-01", "2027-06-01", 60, 60))
                    .as(until)
                    .hasSize(2);
        }
    }

    @Test
    void countsFromTheFirstWindowHoweverLateTheQuestion() {
        var tenDays = recurring("2027-05-01T09:00", "2027-05-01T10:00", "FREQ=DAILY;COUNT=10");
        assertThat(starts("UTC", tenDays, "2027-05-09", "2027-06-01", 60, 60))
                .containsExactly(at("2027-05-09T09:00:00Z"), at("2027-05-10T09:00:00Z"));
    }

    @Test
    void keepsTheRhythmOfAnIntervalHoweverLateTheQuestion() {
        var everyThirdDay = recurring("2020-01-01T09:00", "2020-01-01T10:00", "FREQ=DAILY;INTERVAL=3");
        var expected = LocalDate.of(2020, 1, 1)
                .datesUntil(LocalDate.of(2027, 5, 20), Period.ofDays(3))
                .filter(day -> !day.isBefore(LocalDate.of(2027, 5, 1)))
                .map(day -> day.atTime(9, 0).atZone(ZoneId.of("UTC")).toInstant())
                .toList();
        assertThat(starts("UTC", everyThirdDay, "2027-05-01", "2027-05-20", 60, 60))
                .isEqualTo(expected);
        var everySecondWeek = recurring("2020-01-01T09:00", "2020-01-01T10:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,FR");
        assertThat(starts("UTC", everySecondWeek, "2027-05-01", "2027-05-20", 60, 60))
                .containsExactly(at("2027-05-12T09:00:00Z"), at("2027-05-14T09:00:00Z"));
    }

    @Test
    void readsRulesOfMonthsAndYears() {
        var lastFriday = recurring("2027-01-01T09:00", "2027-01-01T10:00", "FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1");
        assertThat(starts("UTC", lastFriday, "2027-05-01", "2027-07-01", 60, 60))
                .containsExactly(at("2027-05-28T09:00:00Z"), at("2027-06-25T09:00:00Z"));
        var leapDay = recurring("2024-02-29T09:00", "2024-02-29T10:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29");
        assertThat(starts("UTC", leapDay, "2027-01-01", "2029-01-01", 60, 60))
                .containsExactly(at("2028-02-29T09:00:00Z"));
    }

    @Test
    void leavesOutExcludedDaysAndAddsOthers() {
        var rule = new Rule(
                LocalDateTime.parse("2027-05-03T09:00"),
                LocalDateTime.parse("2027-05-03T10:00"),
                new Recurrence(
                        "FREQ=DAILY;COUNT=3",
                        Set.of(LocalDate.of(2027, 5, 4), LocalDate.of(2027, 5, 20)),
                        Set.of(LocalDate.of(2027, 5, 20), LocalDate.of(2027, 5, 21), LocalDate.of(2027, 5, 3))));
        assertThat(starts("UTC", rule, "2027-05-01", "2027-06-01", 60, 60))
                .containsExactly(at("2027-05-03T09:00:00Z"), at("2027-05-05T09:00:00Z"), at("2027-05-21T09:00:00Z"));
    }

    @Test
    void seesAWindowThatBeganDaysAgo() {
        var days = recurring("2027-05-01T20:00", "2027-05-04T08:00", "FREQ=WEEKLY");
        assertThat(starts("UTC", days, "2027-05-11", "2027-05-12", 60, 60))
                .startsWith(at("2027-05-11T00:00:00Z"))
                .endsWith(at("2027-05-11T07:00:00Z"))
                .hasSize(8);
    }

    @Test
    void findsNothingInNothing() {
        assertThat(starts("UTC", allDay("2027-05-03"), "2027-05-04", "2027-05-04", 60, 60))
                .isEmpty();
        assertThat(starts("UTC", allDay("2027-05-03"), "2027-05-05", "2027-05-04", 60, 60))
                .isEmpty();
        assertThat(starts("UTC", once("2027-05-03T09:00", "2027-05-03T09:59"), "2027-05-03", "2027-05-04", 60, 60))
                .isEmpty();
    }

    @Test
    void refusesRangesAndQueriesThatMeanNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> range("2027-05-03T09:00:00Z", "2027-05-03T09:00:00Z"));
        assertThatIllegalArgumentException().isThrownBy(() -> once("2027-05-03T09:00", "2027-05-03T09:00"));
        assertThatIllegalArgumentException().isThrownBy(() -> query("2027-05-03", "2027-05-04", 0, 30));
        assertThatIllegalArgumentException().isThrownBy(() -> query("2027-05-03", "2027-05-04", 30, -1));
    }

    @Test
    void tellsWhetherATimeIsAvailableFromItsStartToItsEnd() {
        var berlin = ZoneId.of("Europe/Berlin");
        var schedule = new Schedule(
                berlin,
                List.of(
                        recurring("2027-03-01T09:00", "2027-03-01T12:00", "FREQ=DAILY"),
                        recurring("2027-03-01T12:00", "2027-03-01T13:00", "FREQ=DAILY;COUNT=40")),
                List.of(range("2027-03-29T18:00:00Z", "2027-03-29T19:00:00Z")),
                List.of(range("2027-03-30T07:00:00Z", "2027-03-30T08:00:00Z")));
        var expansion = Expansion.of(schedule, at("2027-03-26T00:00:00Z"), at("2027-04-20T00:00:00Z"));
        assertThat(List.of(
                        range("2027-03-26T08:00:00Z", "2027-03-26T12:00:00Z"),
                        range("2027-03-28T07:00:00Z", "2027-03-28T11:00:00Z"),
                        range("2027-03-29T18:00:00Z", "2027-03-29T19:00:00Z"),
                        range("2027-03-30T08:00:00Z", "2027-03-30T09:00:00Z"),
                        range("2027-04-15T07:07:00Z", "2027-04-15T10:00:00Z")))
                .allMatch(expansion::makesAvailable);
        assertThat(List.of(
                        range("2027-03-26T07:59:00Z", "2027-03-26T09:00:00Z"),
                        range("2027-03-28T08:00:00Z", "2027-03-28T12:00:00Z"),
                        range("2027-03-29T18:00:00Z", "2027-03-29T19:01:00Z"),
                        range("2027-03-30T07:30:00Z", "2027-03-30T08:30:00Z"),
                        range("2027-04-15T09:00:00Z", "2027-04-15T10:30:00Z")))
                .noneMatch(expansion::makesAvailable);
    }

    private static List<Instant> starts(String zone, Rule rule, String from, String to, int duration, int interval) {
        var id = ZoneId.of(zone);
        var query = new SlotQuery(
                LocalDate.parse(from).atStartOfDay(id).toInstant(),
                LocalDate.parse(to).atStartOfDay(id).toInstant(),
                LONG_AGO,
                Duration.ofMinutes(duration),
                Duration.ofMinutes(interval),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
        return SlotEngine.starts(new Schedule(id, List.of(rule), List.of(), List.of()), List.of(), query);
    }

    private static SlotQuery query(String from, String to, int duration, int interval) {
        return new SlotQuery(
                at(from + "T00:00:00Z"),
                at(to + "T00:00:00Z"),
                LONG_AGO,
                Duration.ofMinutes(duration),
                Duration.ofMinutes(interval),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
    }

    private static Rule once(String start, String end) {
        return new Rule(LocalDateTime.parse(start), LocalDateTime.parse(end), null);
    }

    private static Rule recurring(String start, String end, String rrule) {
        return new Rule(
                LocalDateTime.parse(start), LocalDateTime.parse(end), new Recurrence(rrule, Set.of(), Set.of()));
    }

    private static Rule allDay(String day) {
        var date = LocalDate.parse(day);
        return new Rule(date.atStartOfDay(), date.plusDays(1).atTime(LocalTime.MIDNIGHT), null);
    }

    private static TimeRange range(String start, String end) {
        return new TimeRange(at(start), at(end));
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }
}
