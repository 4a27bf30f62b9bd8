package org.mentoring.booking.slotengine;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.booking.slotengine.SlotFixtures.at;
import static org.mentoring.booking.slotengine.SlotFixtures.recurring;
import static org.mentoring.booking.slotengine.SlotFixtures.starts;

/** The days on which rules of RFC 5545 occur, as slots show them. */
class RecurrenceTest {

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
}
