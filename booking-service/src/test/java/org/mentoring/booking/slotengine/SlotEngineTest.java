package org.mentoring.booking.slotengine;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mentoring.booking.slotengine.SlotFixtures.LONG_AGO;
import static org.mentoring.booking.slotengine.SlotFixtures.allDay;
import static org.mentoring.booking.slotengine.SlotFixtures.at;
import static org.mentoring.booking.slotengine.SlotFixtures.once;
import static org.mentoring.booking.slotengine.SlotFixtures.query;
import static org.mentoring.booking.slotengine.SlotFixtures.range;
import static org.mentoring.booking.slotengine.SlotFixtures.recurring;
import static org.mentoring.booking.slotengine.SlotFixtures.starts;

class SlotEngineTest {

    @Test
    void anchorsTheGridAnewAtEachStartOfDay() {
        var overnight = once("2027-05-03T22:10", "2027-05-04T02:00");
        assertThat(starts("UTC", overnight, "2027-05-03", "2027-05-05", 30, 60))
                .containsExactly(
                        at("2027-05-03T22:10:00Z"),
                        at("2027-05-03T23:10:00Z"),
                        at("2027-05-04T00:00:00Z"),
                        at("2027-05-04T01:00:00Z"));
    }

    @Test
    void letsASlotRunOverMidnightWhileTheWindowGoesOn() {
        var overnight = once("2027-05-03T23:30", "2027-05-04T00:30");
        assertThat(starts("UTC", overnight, "2027-05-03", "2027-05-05", 60, 60))
                .containsExactly(at("2027-05-03T23:30:00Z"));
    }

    @Test
    void mergesWindowsThatTouchOrOverlapWhateverTheyComeFrom() {
        var schedule = new Schedule(
                ZoneId.of("UTC"),
                List.of(once("2027-05-03T09:00", "2027-05-03T10:00")),
                List.of(
                        range("2027-05-03T10:00:00Z", "2027-05-03T11:00:00Z"),
                        range("2027-05-03T10:30:00Z", "2027-05-03T11:30:00Z")),
                List.of());
        assertThat(SlotEngine.starts(schedule, List.of(), query("2027-05-03", "2027-05-04", 90, 60)))
                .containsExactly(at("2027-05-03T09:00:00Z"), at("2027-05-03T10:00:00Z"));
    }

    @Test
    void removesSlotsThatAreBlockedOrBusyAndLeavesTheGrid() {
        var schedule = new Schedule(
                ZoneId.of("UTC"),
                List.of(once("2027-05-03T09:00", "2027-05-03T15:00")),
                List.of(),
                List.of(range("2027-05-03T10:10:00Z", "2027-05-03T10:20:00Z")));
        var busy = List.of(range("2027-05-03T13:00:00Z", "2027-05-03T14:00:00Z"));
        assertThat(SlotEngine.starts(schedule, busy, query("2027-05-03", "2027-05-04", 60, 60)))
                .containsExactly(
                        at("2027-05-03T09:00:00Z"),
                        at("2027-05-03T11:00:00Z"),
                        at("2027-05-03T12:00:00Z"),
                        at("2027-05-03T14:00:00Z"));
    }

    @Test
    void widensASlotByItsBuffersAgainstBusyTimesOnly() {
        var schedule = new Schedule(
                ZoneId.of("UTC"),
                List.of(once("2027-05-03T09:00", "2027-05-03T13:00")),
                List.of(),
                List.of(range("2027-05-03T08:00:00Z", "2027-05-03T09:00:00Z")));
        var busy = List.of(range("2027-05-03T11:00:00Z", "2027-05-03T11:30:00Z"));
        var query = new SlotQuery(
                at("2027-05-03T00:00:00Z"),
                at("2027-05-04T00:00:00Z"),
                LONG_AGO,
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                Duration.ZERO,
                Duration.ofMinutes(30),
                Duration.ofMinutes(15));
        assertThat(SlotEngine.starts(schedule, busy, query))
                .containsExactly(
                        at("2027-05-03T09:00:00Z"),
                        at("2027-05-03T09:30:00Z"),
                        at("2027-05-03T10:00:00Z"),
                        at("2027-05-03T12:00:00Z"),
                        at("2027-05-03T12:30:00Z"));
    }

    @Test
    void startsSlotsFromTheBeginningOfTheRangeAndBeforeItsEnd() {
        var schedule = new Schedule(
                ZoneId.of("UTC"), List.of(once("2027-05-03T09:00", "2027-05-03T12:00")), List.of(), List.of());
        var query = new SlotQuery(
                at("2027-05-03T09:30:00Z"),
                at("2027-05-03T10:30:00Z"),
                LONG_AGO,
                Duration.ofMinutes(60),
                Duration.ofMinutes(30),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
        assertThat(SlotEngine.starts(schedule, List.of(), query))
                .containsExactly(at("2027-05-03T09:30:00Z"), at("2027-05-03T10:00:00Z"));
        var expansion = Expansion.of(schedule, at("2027-05-03T00:00:00Z"), at("2027-05-04T00:00:00Z"));
        assertThat(SlotEngine.offers(expansion, List.of(), query, at("2027-05-03T10:00:00Z")))
                .isTrue();
        assertThat(SlotEngine.offers(expansion, List.of(), query, at("2027-05-03T10:30:00Z")))
                .isFalse();
        assertThat(SlotEngine.offers(expansion, List.of(), query, at("2027-05-03T10:10:00Z")))
                .isFalse();
        assertThat(SlotEngine.offers(
                        expansion, List.of(), query, at("2027-05-03T10:00:00Z").plusNanos(1)))
                .isFalse();
    }

    @Test
    void startsNoSlotBeforeTheNoticeIsOver() {
        var schedule = new Schedule(
                ZoneId.of("UTC"), List.of(once("2027-05-03T09:00", "2027-05-03T12:00")), List.of(), List.of());
        var query = new SlotQuery(
                at("2027-05-03T00:00:00Z"),
                at("2027-05-04T00:00:00Z"),
                at("2027-05-03T08:30:00Z"),
                Duration.ofMinutes(60),
                Duration.ofMinutes(30),
                Duration.ofMinutes(90),
                Duration.ZERO,
                Duration.ZERO);
        assertThat(SlotEngine.starts(schedule, List.of(), query))
                .containsExactly(at("2027-05-03T10:00:00Z"), at("2027-05-03T10:30:00Z"), at("2027-05-03T11:00:00Z"));
    }

    @Test
    void findsNothingInNothing() {
        assertThat(starts("UTC", allDay("2027-05-03"), "2027-05-04", "2027-05-04", 60, 60))
                .isEmpty();
        assertThat(starts("UTC", allDay("2027-05-03"), "2027-05-05", "2027-05-04", 60, 60))
                .isEmpty();
        assertThat(starts("UTC", once("2027-05-03T09:00", "2027-05-03T09:59"), "2027-05-03", "2027-05-04", 60, 60))
                .isEmpty();
    }

    @Test
    void refusesRangesAndQueriesThatMeanNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> range("2027-05-03T09:00:00Z", "2027-05-03T09:00:00Z"));
        assertThatIllegalArgumentException().isThrownBy(() -> once("2027-05-03T09:00", "2027-05-03T09:00"));
        assertThatIllegalArgumentException().isThrownBy(() -> query("2027-05-03", "2027-05-04", 0, 30));
        assertThatIllegalArgumentException().isThrownBy(() -> query("2027-05-03", "2027-05-04", 30, -1));
    }

    @Test
    void findsWhetherATimeIsAvailableFromItsStartToItsEnd() {
        var berlin = ZoneId.of("Europe/Berlin");
        var schedule = new Schedule(
                berlin,
                List.of(
                        recurring("2027-03-01T09:00", "2027-03-01T12:00", "FREQ=DAILY"),
                        recurring("2027-03-01T12:00", "2027-03-01T13:00", "FREQ=DAILY;COUNT=40")),
                List.of(range("2027-03-29T18:00:00Z", "2027-03-29T19:00:00Z")),
                List.of(range("2027-03-30T07:00:00Z", "2027-03-30T08:00:00Z")));
        var expansion = Expansion.of(schedule, at("2027-03-26T00:00:00Z"), at("2027-04-20T00:00:00Z"));
        assertThat(List.of(
                        range("2027-03-26T08:00:00Z", "2027-03-26T12:00:00Z"),
                        range("2027-03-28T07:00:00Z", "2027-03-28T11:00:00Z"),
                        range("2027-03-29T18:00:00Z", "2027-03-29T19:00:00Z"),
                        range("2027-03-30T08:00:00Z", "2027-03-30T09:00:00Z"),
                        range("2027-04-15T07:07:00Z", "2027-04-15T10:00:00Z")))
                .allMatch(expansion::makesAvailable);
        assertThat(List.of(
                        range("2027-03-26T07:59:00Z", "2027-03-26T09:00:00Z"),
                        range("2027-03-28T08:00:00Z", "2027-03-28T12:00:00Z"),
                        range("2027-03-29T18:00:00Z", "2027-03-29T19:01:00Z"),
                        range("2027-03-30T07:30:00Z", "2027-03-30T08:30:00Z"),
                        range("2027-04-15T09:00:00Z", "2027-04-15T10:30:00Z")))
                .noneMatch(expansion::makesAvailable);
    }
}
