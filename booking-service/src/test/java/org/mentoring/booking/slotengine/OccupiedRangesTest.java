package org.mentoring.booking.slotengine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class OccupiedRangesTest {

    /** A slot of 10 minutes needs 5 free minutes before it and 3 after it; from 100 to 120 somebody is busy. */
    @ParameterizedTest
    @CsvSource({"86, false", "87, false", "88, true", "100, true", "124, true", "125, false", "126, false"})
    void keepsTheBuffersFree(int start, boolean obstructed) {
        var busy = new OccupiedRanges(List.of(range(100, 120)), Duration.ofMinutes(5), Duration.ofMinutes(3));

        assertThat(busy.obstruct(at(start), at(start + 10))).isEqualTo(obstructed);
    }

    @Test
    void answersForSlotsInTheirOrder() {
        var busy = new OccupiedRanges(List.of(range(50, 60), range(10, 20)), Duration.ZERO, Duration.ZERO);

        assertThat(busy.obstruct(at(0), at(10))).isFalse();
        assertThat(busy.obstruct(at(5), at(15))).isTrue();
        assertThat(busy.obstruct(at(19), at(29))).isTrue();
        assertThat(busy.obstruct(at(20), at(30))).isFalse();
        assertThat(busy.obstruct(at(45), at(51))).isTrue();
        assertThat(busy.obstruct(at(60), at(70))).isFalse();
        assertThat(busy.obstruct(at(80), at(90))).isFalse();
    }

    private static TimeRange range(int from, int to) {
        return new TimeRange(at(from), at(to));
    }

    private static Instant at(int minute) {
        return Instant.EPOCH.plus(Duration.ofMinutes(minute));
    }
}
