package org.mentoring.booking.time;

import java.time.Instant;
import java.time.ZoneId;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class InstantOrDateTest {

    @ParameterizedTest
    @CsvSource({
        "2027-03-28, Europe/Berlin, 2027-03-27T23:00:00Z",
        "2027-03-29, Europe/Berlin, 2027-03-28T22:00:00Z",
        "2027-11-01, Pacific/Apia, 2027-10-31T11:00:00Z",
        // Samoa left this day out: it begins when the next one does.
        "2011-12-30, Pacific/Apia, 2011-12-30T10:00:00Z",
        "2011-12-31, Pacific/Apia, 2011-12-30T10:00:00Z",
        // The clock shows 01:00 first on this day, and on the other one 00:00 twice.
        "2026-04-24, Africa/Cairo, 2026-04-23T22:00:00Z",
        "2026-11-01, America/Havana, 2026-11-01T04:00:00Z",
        "2026-11-28T10:00:00+05:30, Europe/Berlin, 2026-11-28T04:30:00Z"
    })
    void meansTheStartOfTheDayInTheZone(String text, String zone, Instant meant) {
        assertThat(InstantOrDate.parse("from", text).in(ZoneId.of(zone))).isEqualTo(meant);
    }
}
