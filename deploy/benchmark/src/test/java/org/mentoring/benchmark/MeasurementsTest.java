package org.mentoring.benchmark;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MeasurementsTest {

    @Test
    void hasPercentilesByTheNearestRank() {
        var hundred = Measurements.of(
                IntStream.rangeClosed(1, 100).map(i -> 101 - i).boxed().toList());

        assertThat(hundred.percentile(50)).isEqualTo(50);
        assertThat(hundred.percentile(99)).isEqualTo(99);
        assertThat(hundred.percentile(100)).isEqualTo(100);
        assertThat(hundred.min()).isEqualTo(1);
        assertThat(hundred.max()).isEqualTo(100);
    }

    @Test
    void aSingleMeasurementIsEveryPercentile() {
        var one = Measurements.of(List.of(7));

        assertThat(one.percentile(1)).isEqualTo(7);
        assertThat(one.percentile(99)).isEqualTo(7);
        assertThat(one.median()).isEqualTo(7);
    }
}
