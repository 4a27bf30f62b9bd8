package org.mentoring.booking.slotengine;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SlotQueryTest {

    private static final Instant NOW = Instant.parse("2027-03-10T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, 30, 0, 0, 0, duration",
        "-1, 30, 0, 0, 0, duration",
        "30, 0, 0, 0, 0, interval",
        "30, 30, -1, 0, 0, minimum notice",
        "30, 30, 0, -1, 0, buffer before",
        "30, 30, 0, 0, -1, buffer after"
    })
    void refusesWhatNoSlotHas(int duration, int interval, int notice, int before, int after, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SlotQuery(
                        NOW,
                        NOW.plusSeconds(60),
                        NOW,
                        Duration.ofMinutes(duration),
                        Duration.ofMinutes(interval),
                        Duration.ofMinutes(notice),
                        Duration.ofMinutes(before),
                        Duration.ofMinutes(after)))
                .withMessageContaining(named);
    }
}
