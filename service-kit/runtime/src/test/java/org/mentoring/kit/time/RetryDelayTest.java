package org.mentoring.kit.time;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryDelayTest {

    private final RetryDelay delay = new RetryDelay(Duration.ofSeconds(2), Duration.ofMinutes(5));

    @ParameterizedTest
    @CsvSource({"0, PT2S", "1, PT2S", "2, PT4S", "3, PT8S", "8, PT256S", "9, PT5M", "64, PT5M", "2147483647, PT5M"})
    void doublesWithEachFailureUpToTheLongest(int failures, Duration expected) {
        assertThat(delay.after(failures)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1", "5"})
    void isNeverLongerThanTheLongest(int failures) {
        assertThat(new RetryDelay(Duration.ofHours(1), Duration.ofMinutes(5)).after(failures))
                .isEqualTo(Duration.ofMinutes(5));
    }
}
