package org.mentoring.booking.slotengine;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RuleCostTest {

    @Test
    void takesOrRefusesWhateverMayBeWrittenInNoTime() {
        var rules = new RandomRules(42);
        assertThat(CpuTime.of(() -> {
                    for (var i = 0; i < 20_000; i++) {
                        var rule = rules.next();
                        var from = rules.day(LocalDate.of(2027, 1, 1), 300);
                        if (isTaken(rule)) {
                            // Who skips ahead finds what one finds who walks, and what was taken never breaks.
                            assertThat(RuleDays.between(
                                            rule, from, from.plusDays(62), ZoneOffset.UTC, Budget.unlimited()))
                                    .as(rule.toString())
                                    .containsExactlyElementsOf(walked(rule, from, from.plusDays(62)));
                        }
                    }
                }))
                .isLessThan(Duration.ofSeconds(20));
    }

    private static boolean isTaken(Rule rule) {
        try {
            rule.check();
            return true;
        } catch (UnusableRuleException e) {
            return false;
        }
    }

    private static List<LocalDate> walked(Rule rule, LocalDate from, LocalDate to) {
        var days = new ArrayList<LocalDate>();
        for (var day : RuleDays.between(rule, rule.start().toLocalDate(), to, ZoneOffset.UTC, Budget.unlimited())) {
            if (!day.isBefore(from)) {
                days.add(day);
            }
        }
        return days;
    }
}
