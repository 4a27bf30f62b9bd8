package org.mentoring.booking.slotengine;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.booking.slotengine.SlotFixtures.allDay;
import static org.mentoring.booking.slotengine.SlotFixtures.at;
import static org.mentoring.booking.slotengine.SlotFixtures.once;
import static org.mentoring.booking.slotengine.SlotFixtures.recurring;
import static org.mentoring.booking.slotengine.SlotFixtures.starts;

/** Slots on days on which clocks change, and in zones with unusual offsets. */
class ClockChangeTest {

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
}
