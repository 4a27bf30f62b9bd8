package org.mentoring.benchmark.contention;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.benchmark.contention.Scenario.HOUR;
import static org.mentoring.benchmark.contention.Scenario.TEN;

class MenteeLimitRuleTest {

    private final Scenario run = Scenario.instant();

    @Test
    void noticesMoreBookingsOfAMenteeThanAllowed() {
        for (var hour = 0; hour < 3 * Scenario.MOST_STANDING; hour += 3) {
            run.book(run.linus, TEN.plus(HOUR.multipliedBy(hour)));
        }
        assertThat(run.violations()).isEmpty();
        var last = run.book(run.linus, TEN.plus(HOUR.multipliedBy(20)));
        run.assertViolation("At the end", "mentee " + run.linus, "has 4 bookings of at most 3");
        run.cancel(last);
        run.assertViolation("(BOOK)", "mentee " + run.linus, "has 4 bookings of at most 3");
    }

    @Test
    void noticesABookingThatWasMovedTooOften() {
        var moved = run.move(run.book(run.linus, TEN), TEN.plus(HOUR));
        moved = run.move(moved, TEN.plus(HOUR.multipliedBy(2)));
        assertThat(run.violations()).isEmpty();
        run.move(moved, TEN.plus(HOUR.multipliedBy(3)));
        run.assertViolation("Booking " + moved.id(), "was moved 3 times of at most 2 by " + run.linus);
    }
}
