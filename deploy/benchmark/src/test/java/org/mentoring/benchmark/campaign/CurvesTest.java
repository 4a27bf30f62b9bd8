package org.mentoring.benchmark.campaign;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CurvesTest {

    private final Curves curves = new Curves();

    @Test
    void findsWhatKeepsRising() {
        for (var second = 0; second < 40; second++) {
            curves.add("memory", second, Map.of("booking", 200L + 5 * second, "user", 200L + second % 7));
        }
        assertThat(curves.rising()).containsExactly("memory of booking rose from 275 to 375");
    }

    @Test
    void whatSettlesAtTheBeginningDoesNotRise() {
        for (var second = 0; second < 40; second++) {
            curves.add("memory", second, Map.of("booking", Math.min(300L, 200 + 20 * second)));
        }
        assertThat(curves.rising()).isEmpty();
    }

    @Test
    void whatIsStoredMayGrow() {
        for (var second = 0; second < 40; second++) {
            curves.add(SteadyState.DISK, second, Map.of("databases", 100L * second));
        }
        assertThat(curves.rising()).isEmpty();
    }

    @Test
    void writesNumbersAndAPicture() {
        curves.add("threads", 0, Map.of("booking", 20L));
        curves.add("threads", 60, Map.of("booking", 40L));

        assertThat(curves.csv()).isEqualTo("""
                quantity,of,second,value
                "threads",booking,0,20
                "threads",booking,60,40
                """);
        assertThat(curves.svg())
                .contains(
                        ">threads</text>", ">booking: 40</text>", "points=\"60.0,105.0 690.0,30.0\"", ">1 min</text>");
    }
}
