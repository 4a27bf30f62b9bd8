package org.mentoring.benchmark.campaign;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TimeSeriesTest {

    private final TimeSeries series = new TimeSeries();

    @Test
    void reportsASeriesThatKeepsIncreasing() {
        for (var second = 0; second < 40; second++) {
            series.add("memory", second, Map.of("booking", 200L + 5 * second, "user", 200L + second % 7));
        }
        assertThat(series.increases()).containsExactly("memory of booking rose from 275 to 375");
    }

    @Test
    void acceptsASeriesThatLevelsOff() {
        for (var second = 0; second < 40; second++) {
            series.add("memory", second, Map.of("booking", Math.min(300L, 200 + 20 * second)));
        }
        assertThat(series.increases()).isEmpty();
    }

    @Test
    void acceptsGrowingDiskUsage() {
        for (var second = 0; second < 40; second++) {
            series.add(SteadyState.DISK, second, Map.of("databases", 100L * second));
        }
        assertThat(series.increases()).isEmpty();
    }

    @Test
    void writesCsvAndSvg() {
        series.add("threads", 0, Map.of("booking", 20L));
        series.add("threads", 60, Map.of("booking", 40L));

        assertThat(series.csv()).isEqualTo("""
                quantity,of,second,value
                "threads",booking,0,20
                "threads",booking,60,40
                """);
        assertThat(series.svg())
                .contains(
                        ">threads</text>", ">booking: 40</text>", "points=\"60.0,105.0 690.0,30.0\"", ">1 min</text>");
    }
}
