package org.mentoring.booking.slotengine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExpansionTest {

    private static final Instant FROM = Instant.parse("2027-03-10T00:00:00Z");
    private static final Instant TO = Instant.parse("2027-03-12T00:00:00Z");
    private static final TimeRange BLOCKED =
            new TimeRange(Instant.parse("2027-03-10T09:00:00Z"), Instant.parse("2027-03-10T10:00:00Z"));

    /** From 9 to 12 each day; each range of two days is expanded with two days before and behind it. */
    private final Schedule schedule = new Schedule(
            ZoneOffset.UTC,
            List.of(new Rule(
                    LocalDateTime.parse("2027-03-01T09:00"),
                    LocalDateTime.parse("2027-03-01T12:00"),
                    new Recurrence("FREQ=DAILY", Set.of(), Set.of()))),
            List.of(),
            List.of(BLOCKED));

    private final Expansion expansion = Expansion.of(schedule, FROM, TO);

    @ParameterizedTest
    @CsvSource({
        "2027-03-10T00:00:00Z, 2027-03-12T00:00:00Z, true",
        "2027-03-11T00:00:00Z, 2027-03-11T01:00:00Z, true",
        "2027-03-09T23:59:59Z, 2027-03-12T00:00:00Z, false",
        "2027-03-10T00:00:00Z, 2027-03-12T00:00:01Z, false"
    })
    void answersForTheTimesThatItWasMadeFor(Instant from, Instant to, boolean covered) {
        assertThat(expansion.covers(from, to)).isEqualTo(covered);
    }

    @Test
    void keepsTheWindowsWithTheirMarginAndWhatIsBlocked() {
        assertThat(expansion.size()).isEqualTo(6 + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 30, 60})
    void countsNoFewerThanTheSlotsAndFewMore(int interval) {
        var query = query(FROM, interval);

        assertThat(expansion.atMost(query)).isEqualTo(2L * (180 / interval + 2));
        assertThat(SlotEngine.starts(expansion, List.of(), query, start -> true, Integer.MAX_VALUE))
                .hasSizeLessThanOrEqualTo((int) expansion.atMost(query));
    }

    @Test
    void countsOnlyWhatCanStillStart() {
        var late = query(Instant.parse("2027-03-11T11:00:00Z"), 30);

        assertThat(expansion.atMost(late)).isEqualTo(60 / 30 + 2);
    }

    private static SlotQuery query(Instant now, int interval) {
        return new SlotQuery(
                FROM,
                TO,
                now,
                Duration.ofMinutes(15),
                Duration.ofMinutes(interval),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
    }
}
