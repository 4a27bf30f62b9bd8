package org.mentoring.web.availability;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.web.ClockChanges;
import org.mentoring.web.api.model.AvailabilityRule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.web.ClockChanges.BERLIN;

class WeeklyRulesTest {

    /** In the week before clocks skip 2:00 to 3:00. */
    @ParameterizedTest
    @ValueSource(strings = {"2:00 4:00", "0:00 2:30", "2:15 2:45"})
    void areOfEveryWeekAlsoWhereClocksSkipThemOnce(String clocks) {
        var skipped = ClockChanges.forward().getDateTimeBefore().toLocalDate();
        var wanted = new Week.Typed(clocks.split(" ")[0], clocks.split(" ")[1])
                .on(skipped.getDayOfWeek())
                .orElseThrow();

        for (var days = 0; days < 7; days++) {
            var today = skipped.minusDays(days);
            var saved = WeeklyRules.change(wanted, BERLIN, today);
            var rule = new AvailabilityRule(
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    OffsetDateTime.parse(saved.startTime()).toInstant(),
                    OffsetDateTime.parse(saved.endTime()).toInstant(),
                    saved.recurrence(),
                    1L);

            assertThat(WeeklyRules.of(List.of(rule), BERLIN, today).hours()).containsExactly(wanted);
        }
    }
}
