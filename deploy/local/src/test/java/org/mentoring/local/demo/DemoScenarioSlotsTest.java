package org.mentoring.local.demo;

import java.time.OffsetDateTime;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** With a notice of two hours, slots are offered from two hours on. */
class DemoScenarioSlotsTest {

    private static final OffsetDateTime TEN = OffsetDateTime.parse("2027-01-31T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"07:30, 10:00", "07:45, 10:00", "07:46, 10:30", "08:00, 10:30", "02:00, 10:00"})
    void theBookedSlotIsStillOfferedWhenTheScenarioEnds(String now, String booked) {
        var offered = List.of(TEN, TEN.plusMinutes(30), TEN.plusDays(20));

        assertThat(DemoScenario.firstBookableSlot(offered, OffsetDateTime.parse("2027-01-31T" + now + ":00Z")))
                .isEqualTo("2027-01-31T" + booked + ":00Z");
    }
}
