package org.mentoring.booking.slotengine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OfferedTimeTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void leavesOutWhatIsBlockedOrBusyElsewhere() {
        var schedule = schedule(List.of(), List.of(range("11:00", "12:00")));
        assertThat(offered(schedule, List.of(range("11:30", "13:00"), range("16:30", "18:00")), List.of()))
                .isEqualTo(Duration.ofMinutes(8 * 60 - 120 - 30));
    }

    @Test
    void countsWhatWasBookedOnceAndAlsoWhereNothingIsOfferedByNow() {
        var schedule = schedule(List.of(range("17:00", "18:00")), List.of());
        var booked = List.of(range("10:00", "11:00"), range("20:00", "21:00"));
        // The calendar elsewhere shows the booking that was written into it.
        assertThat(offered(schedule, List.of(range("10:00", "11:00")), booked)).isEqualTo(Duration.ofHours(10));
        assertThat(OfferedTime.total(booked, day())).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void countsWithinTheDayAlone() {
        var midnight = new TimeRange(Instant.parse("2026-06-02T21:00:00Z"), Instant.parse("2026-06-02T23:00:00Z"));
        assertThat(offered(new Schedule(BERLIN, List.of(), List.of(midnight), List.of()), List.of(), List.of()))
                .isEqualTo(Duration.ofHours(1));
    }

    private static Duration offered(Schedule schedule, List<TimeRange> busy, List<TimeRange> booked) {
        return OfferedTime.offered(schedule, busy, booked, day());
    }

    private static TimeRange day() {
        return new TimeRange(Instant.parse("2026-06-01T22:00:00Z"), Instant.parse("2026-06-02T22:00:00Z"));
    }

    private static TimeRange range(String from, String to) {
        return new TimeRange(at(from), at(to));
    }

    private static Instant at(String time) {
        return LocalDateTime.parse("2026-06-02T" + time).atZone(BERLIN).toInstant();
    }

    private static Schedule schedule(List<TimeRange> available, List<TimeRange> blocked) {
        var daily = new Rule(
                LocalDateTime.parse("2026-01-01T09:00"),
                LocalDateTime.parse("2026-01-01T17:00"),
                new Recurrence("FREQ=DAILY", Set.of(), Set.of()));
        return new Schedule(BERLIN, List.of(daily), available, blocked);
    }
}
