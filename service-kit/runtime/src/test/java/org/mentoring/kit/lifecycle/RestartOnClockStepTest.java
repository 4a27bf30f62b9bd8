package org.mentoring.kit.lifecycle;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RestartOnClockStepTest {

    private long clockMillis = 1_800_000_000_000L;
    private long elapsedNanos = -5_000_000_000L;
    private int ended;

    private final RestartOnClockStep step =
            new RestartOnClockStep(() -> clockMillis, () -> elapsedNanos, () -> ended++);

    @Test
    void stopsTheApplicationWhenTheClockIsSetBack() {
        pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThat(ended).isZero();

        pass(Duration.ofSeconds(1), Duration.ofHours(-1));

        assertThat(ended).isEqualTo(1);
    }

    @Test
    void stopsTheApplicationWhenAClockThatWasSetForwardIsSetBack() {
        pass(Duration.ofSeconds(1), Duration.ofHours(1));
        assertThat(ended).isZero();

        pass(Duration.ofSeconds(1), Duration.ofHours(-1));

        assertThat(ended).isEqualTo(1);
    }

    @Test
    void toleratesTenSeconds() {
        pass(Duration.ofSeconds(1), Duration.ofSeconds(1).minusSeconds(10));
        assertThat(ended).isZero();

        pass(Duration.ofSeconds(1), Duration.ofSeconds(1).minusSeconds(10).minusMillis(1));
        assertThat(ended).isEqualTo(1);
    }

    @Test
    void toleratesGradualCorrectionOfTheClock() {
        for (var i = 0; i < 100; i++) {
            pass(Duration.ofSeconds(1), Duration.ofMillis(500));
        }

        assertThat(ended).isZero();
    }

    @Test
    void toleratesAProcessThatWasSuspended() {
        pass(Duration.ofMinutes(5), Duration.ofMinutes(5));

        assertThat(ended).isZero();
    }

    private void pass(Duration elapsed, Duration byTheClock) {
        elapsedNanos += elapsed.toNanos();
        clockMillis += byTheClock.toMillis();
        step.check();
    }
}
