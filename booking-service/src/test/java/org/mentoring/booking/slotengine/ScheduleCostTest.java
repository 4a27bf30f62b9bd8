package org.mentoring.booking.slotengine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a schedule may cost that somebody saves, and what it costs those who read it. */
class ScheduleCostTest {

    private static final Instant NOW = Instant.parse("2027-03-01T00:00:00Z");
    private static final String EVERY_WEEKDAY = "SU,MO,TU,WE,TH,FR,SA";

    @ParameterizedTest
    @MethodSource("rulesPeopleWrite")
    void takesAHundredRulesAsPeopleWriteThem(String rrule) {
        assertThatCode(() ->
                        schedule("2024-01-01", Collections.nCopies(100, rrule)).requireAffordable(NOW))
                .doesNotThrowAnyException();
    }

    static Stream<String> rulesPeopleWrite() {
        return Stream.of(
                "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
                "FREQ=DAILY;UNTIL=20280101",
                "FREQ=MONTHLY;BYDAY=1MO,3MO",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
                "FREQ=WEEKLY;BYDAY=WE;COUNT=10");
    }

    @ParameterizedTest
    @MethodSource("rulesThatAreDear")
    void refusesManyRulesThatAreDear(String rrule) {
        assertThatThrownBy(() ->
                        schedule("2000-01-01", Collections.nCopies(100, rrule)).requireAffordable(NOW))
                .isInstanceOf(ScheduleTooComplexException.class);
    }

    /** Whatever is accepted, by the hundred or as many as are, is expanded in a moment. */
    @ParameterizedTest
    @MethodSource("rulesThatAreDear")
    void expandsInAMomentWhatIsAccepted(String rrule) {
        var rules = new ArrayList<String>();
        while (rules.size() < 100 && isAffordable(rules, rrule)) {
            rules.add(rrule);
        }
        var schedule = schedule("2000-01-01", rules);
        assertThat(CpuTime.of(() -> Expansion.of(schedule, NOW, NOW.plus(Duration.ofDays(366)))))
                .as(rrule)
                .isLessThan(Duration.ofSeconds(2));
    }

    static Stream<String> rulesThatAreDear() {
        return Stream.of(
                "FREQ=DAILY;COUNT=2147483647",
                "FREQ=DAILY;COUNT=999999999;BYMONTH=" + numbers(1, 12) + ";BYMONTHDAY=" + numbers(1, 31) + ";BYDAY="
                        + EVERY_WEEKDAY,
                "FREQ=DAILY;BYMONTH=" + numbers(1, 12) + ";BYMONTHDAY=" + numbers(1, 31) + ";BYDAY=" + EVERY_WEEKDAY,
                "FREQ=YEARLY;BYDAY=" + EVERY_WEEKDAY + ";BYSETPOS=" + numbers(1, 100),
                "FREQ=YEARLY;BYYEARDAY=" + numbers(1, 110),
                "FREQ=YEARLY;BYWEEKNO=" + numbers(1, 53) + ";BYDAY=" + EVERY_WEEKDAY);
    }

    @Test
    void countsARuleThatBeginsLaterAsOneThatHasBegun() {
        var expensive = "FREQ=DAILY;BYMONTH=" + numbers(1, 12) + ";BYMONTHDAY=" + numbers(1, 31);
        assertThatThrownBy(() -> schedule("2035-01-01", Collections.nCopies(100, expensive))
                        .requireAffordable(NOW))
                .isInstanceOf(ScheduleTooComplexException.class);
    }

    @Test
    void countsTheDatesOfAllRules() {
        var dates = IntStream.range(0, 1000)
                .mapToObj(LocalDate.parse("2027-03-01")::plusDays)
                .collect(Collectors.toSet());
        assertThatCode(() -> withDates(5, dates).requireAffordable(NOW)).doesNotThrowAnyException();
        assertThatThrownBy(() -> withDates(6, dates).requireAffordable(NOW))
                .isInstanceOf(ScheduleTooComplexException.class);
    }

    @Test
    void takesNoTimeForValuesThatAreNamedAgain() {
        var repeated = String.join(",", Collections.nCopies(150, "MO"));
        var rule = rule("2000-01-01", "FREQ=YEARLY;BYDAY=" + repeated, Set.of());
        assertThat(CpuTime.of(() -> {
                    for (var i = 0; i < 200; i++) {
                        rule.check();
                    }
                }))
                .isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void stopsReadingWhatHasBecomeTooDear() {
        var rules = Collections.nCopies(100, "FREQ=DAILY;COUNT=2147483647");
        assertThatThrownBy(() -> Expansion.of(schedule("2000-01-01", rules), NOW, NOW.plus(Duration.ofDays(366))))
                .isInstanceOf(ScheduleTooComplexException.class);
    }

    private static boolean isAffordable(List<String> rules, String another) {
        try {
            schedule(
                            "2000-01-01",
                            Stream.concat(rules.stream(), Stream.of(another)).toList())
                    .requireAffordable(NOW);
            return true;
        } catch (ScheduleTooComplexException e) {
            return false;
        }
    }

    private static Schedule withDates(int rules, Set<LocalDate> dates) {
        return new Schedule(
                ZoneId.of("Europe/Berlin"),
                Collections.nCopies(rules, rule("2027-01-01", "FREQ=DAILY", dates)),
                List.of(),
                List.of());
    }

    private static Schedule schedule(String first, List<String> rrules) {
        return new Schedule(
                ZoneId.of("Europe/Berlin"),
                rrules.stream().map(rrule -> rule(first, rrule, Set.of())).toList(),
                List.of(),
                List.of());
    }

    private static Rule rule(String first, String rrule, Set<LocalDate> exdates) {
        return new Rule(
                LocalDateTime.parse(first + "T09:00"),
                LocalDateTime.parse(first + "T10:00"),
                new Recurrence(rrule, exdates, Set.of()));
    }

    private static String numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }
}
