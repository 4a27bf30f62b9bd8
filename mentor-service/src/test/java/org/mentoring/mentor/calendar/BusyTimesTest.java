package org.mentoring.mentor.calendar;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.mentoring.mentor.calendar.provider.BusyTime;

import static org.assertj.core.api.Assertions.assertThat;

class BusyTimesTest {

    @Test
    void makesOneOfTimesThatOverlapOrTouchAndLeavesOutEmptyOnes() {
        assertThat(BusyTimes.merged(List.of(time(5, 6), time(1, 3), time(2, 4), time(4, 5), time(8, 8), time(9, 7))))
                .containsExactly(time(1, 6));
        assertThat(BusyTimes.merged(List.of(time(1, 9), time(2, 3)))).containsExactly(time(1, 9));
    }

    @Test
    void takesTimesOutOfOthers() {
        assertThat(BusyTimes.without(List.of(time(1, 9)), List.of(time(2, 3), time(5, 6))))
                .containsExactly(time(1, 2), time(3, 5), time(6, 9));
        assertThat(BusyTimes.without(List.of(time(2, 4)), List.of(time(1, 9)))).isEmpty();
        assertThat(BusyTimes.without(List.of(time(2, 4)), List.of(time(4, 6), time(0, 2))))
                .containsExactly(time(2, 4));
        assertThat(BusyTimes.without(List.of(time(2, 4)), List.of(time(3, 6), time(0, 1))))
                .containsExactly(time(2, 3));
    }

    @Test
    void cutsTimesAtTheEdges() {
        assertThat(BusyTimes.within(List.of(time(0, 3), time(4, 5), time(7, 9), time(9, 10)), at(2), at(8)))
                .containsExactly(time(2, 3), time(4, 5), time(7, 8));
    }

    @Test
    void blocksTheTimeAfterAsManyAsThereMayBe() {
        var times = List.of(time(1, 2), time(3, 4), time(5, 6));
        assertThat(BusyTimes.capped(times, 3, at(9))).isEqualTo(times);
        assertThat(BusyTimes.capped(times, 2, at(9))).containsExactly(time(1, 2), time(3, 9));
    }

    private static BusyTime time(int from, int to) {
        return new BusyTime(at(from), at(to));
    }

    private static Instant at(int second) {
        return Instant.ofEpochSecond(second);
    }
}
