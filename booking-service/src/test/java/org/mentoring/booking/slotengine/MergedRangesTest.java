package org.mentoring.booking.slotengine;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MergedRangesTest {

    private final MergedRanges ranges =
            MergedRanges.of(List.of(range(50, 60), range(10, 15), range(15, 20), range(30, 40), range(32, 38)));

    @Test
    void mergesWhatOverlapsOrTouches() {
        assertThat(ranges.size()).isEqualTo(3);
        assertThat(ranges.reachingInto(at(0), at(100))).containsExactly(range(10, 20), range(30, 40), range(50, 60));
        assertThat(MergedRanges.of(List.of(range(10, 20), range(10, 30))).reachingInto(at(0), at(100)))
                .containsExactly(range(10, 30));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 0", // touches the first one
        "0, 11, 1",
        "19, 30, 1",
        "20, 30, 0",
        "20, 31, 1",
        "19, 31, 2",
        "35, 36, 1",
        "40, 50, 0",
        "0, 100, 3",
        "60, 70, 0",
        "59, 70, 1"
    })
    void findsThoseThatReachIntoATime(int from, int to, int found) {
        assertThat(ranges.reachingInto(at(from), at(to))).hasSize(found);
        assertThat(ranges.overlap(range(from, to))).isEqualTo(found > 0);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 20, true",
        "12, 18, true",
        "9, 20, false",
        "10, 21, false",
        "20, 30, false",
        "15, 35, false", // ends in another one
        "30, 40, true",
        "50, 60, true",
        "60, 61, false"
    })
    void containsATimeThatOneOfThemCovers(int from, int to, boolean contained) {
        assertThat(ranges.contain(range(from, to))).isEqualTo(contained);
    }

    @Test
    void hasNoEmptyRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> range(10, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> range(10, 9));
    }

    private static TimeRange range(int from, int to) {
        return new TimeRange(at(from), at(to));
    }

    private static Instant at(int second) {
        return Instant.ofEpochSecond(second);
    }
}
