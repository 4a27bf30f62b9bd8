package org.mentoring.booking.slotengine;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LimitsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void leavesEverythingWhereThereAreNone() {
        var slots = times("2027-03-01T09:00:00Z");
        assertThat(withRoom(new Limits(null, null), slots, slots)).isEqualTo(slots);
    }

    @Test
    void closesADayOnTheCalendarOfTheZone() {
        var taken = times("2027-03-01T23:30:00Z", "2027-03-02T12:00:00Z");
        var slots =
                times("2027-03-01T22:30:00Z", "2027-03-01T23:00:00Z", "2027-03-02T22:30:00Z", "2027-03-02T23:00:00Z");
        assertThat(withRoom(new Limits(2, null), slots, taken))
                .isEqualTo(times("2027-03-01T22:30:00Z", "2027-03-02T23:00:00Z"));
        assertThat(withRoom(new Limits(3, null), slots, taken)).isEqualTo(slots);
    }

    @Test
    void closesAWeekFromMondayToSundayAlsoWhereClocksChange() {
        var taken = times("2027-03-22T12:00:00Z", "2027-03-28T12:00:00Z");
        var slots =
                times("2027-03-21T22:30:00Z", "2027-03-21T23:00:00Z", "2027-03-28T21:30:00Z", "2027-03-28T22:00:00Z");
        assertThat(withRoom(new Limits(null, 2), slots, taken))
                .isEqualTo(times("2027-03-21T22:30:00Z", "2027-03-28T22:00:00Z"));
    }

    @Test
    void keepsBothLimits() {
        var taken = times("2027-03-01T12:00:00Z");
        var slots = times("2027-03-01T14:00:00Z", "2027-03-02T14:00:00Z");
        assertThat(withRoom(new Limits(1, 2), slots, taken)).isEqualTo(times("2027-03-02T14:00:00Z"));
        assertThat(withRoom(new Limits(1, 1), slots, taken)).isEmpty();
    }

    private static List<Instant> withRoom(Limits limits, List<Instant> slots, List<Instant> taken) {
        return slots.stream()
                .filter(limits.room(taken.stream().map(List::of).toList(), BERLIN))
                .toList();
    }

    private static List<Instant> times(String... texts) {
        return Stream.of(texts).map(Instant::parse).toList();
    }
}
