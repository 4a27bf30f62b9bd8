package org.mentoring.benchmark.contention;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.benchmark.contention.Scenario.HOUR;
import static org.mentoring.benchmark.contention.Scenario.TEN;

class DailyLimitRuleTest {

    @Test
    void noticesTooManyBookingsOnADay() {
        var limited = Scenario.withAtMost(1);
        limited.book(limited.linus, TEN);
        var second = limited.book(limited.ken, TEN.plus(HOUR.multipliedBy(3)));
        assertThat(limited.violations()).anyMatch(violation -> violation.contains("has 2 bookings of at most 1"));
        limited.cancel(second);
        assertThat(limited.violations()).singleElement().asString().contains("is number 2 of at most 1");
    }
}
