package org.mentoring.booking.slotengine;

import java.time.LocalDateTime;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RuleCheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=WEEKLY",
                "FREQ=DAILY;INTERVAL=100",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
                "FREQ=MONTHLY;BYDAY=-1FR",
                "FREQ=DAILY;COUNT=1000000",
                "FREQ=DAILY;COUNT=2147483647",
                "FREQ=WEEKLY;INTERVAL=999",
                "FREQ=YEARLY;INTERVAL=4;BYMONTH=3;BYDAY=1MO",
                "FREQ=WEEKLY;UNTIL=20990101T000000Z;WKST=SU"
            })
    void takesRulesOfDays(String rrule) {
        assertThatCode(() -> rule("2027-03-01T10:00", rrule).check()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "every day",
                "FREQ=FORTNIGHTLY",
                "BYDAY=MO",
                "FREQ=SECONDLY",
                "FREQ=MINUTELY;INTERVAL=30",
                "FREQ=HOURLY",
                "FREQ=DAILY;BYHOUR=9,10",
                "FREQ=DAILY;BYMINUTE=30",
                "FREQ=DAILY;BYSECOND=1",
                "FREQ=DAILY;COUNT=0",
                "FREQ=DAILY;INTERVAL=0",
                "FREQ=DAILY;COUNT=3;UNTIL=20270505",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1000000",
                "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
                "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
                // What the library tells by exceptions of other kinds
                "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
                "FREQ=DAILY;BYDAY=MO;BYSETPOS=2",
                "FREQ=YEARLY;BYYEARDAY=-366;BYDAY=FR",
                // What the library would count down one day after another
                "FREQ=DAILY;INTERVAL=1000",
                "FREQ=DAILY;INTERVAL=2147483647",
                "FREQ=YEARLY;INTERVAL=2147483647",
                "RSCALE=CHINESE;FREQ=YEARLY"
            })
    void refusesWhatIsNoRuleOfDaysOrNeverOccurs(String rrule) {
        assertThatThrownBy(() -> rule("2027-03-01T10:00", rrule).check()).isInstanceOf(UnusableRuleException.class);
    }

    @Test
    void takesWindowsOfSevenDaysAndRefusesLongerOnes() {
        assertThatCode(() -> rule("2027-03-08T09:00", "FREQ=YEARLY").check()).doesNotThrowAnyException();
        assertThatThrownBy(() -> rule("2027-03-08T09:01", "FREQ=YEARLY").check())
                .isInstanceOf(UnusableRuleException.class)
                .hasMessageContaining("7 days");
    }

    private static Rule rule(String end, String rrule) {
        return new Rule(
                LocalDateTime.parse("2027-03-01T09:00"),
                LocalDateTime.parse(end),
                new Recurrence(rrule, Set.of(), Set.of()));
    }
}
