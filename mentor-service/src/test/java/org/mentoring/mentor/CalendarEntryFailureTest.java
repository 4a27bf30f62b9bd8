package org.mentoring.mentor;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestTopics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Bookings are written to calendars in spite of failures. */
@Tag("slow")
@QuarkusTest
@RealParts
class CalendarEntryFailureTest extends CalendarEntryCase {

    @ParameterizedTest
    @ValueSource(strings = {"google", "microsoft"})
    void writesOneEntryThoughTheAnswerToTheFirstAttemptWasLost(String provider) {
        var account = new CalendarAccount(provider).connected();
        account.fail("insert", Map.of("status", 503, "after", true));

        publish("confirmed", account, 1, at(0));

        awaitSettled();
        awaitStarts(account, at(0));
    }

    @ParameterizedTest
    @CsvSource({"400, invalid", "403, forbiddenForNonOrganizer"})
    void writesOnAfterAnEntryThatTheProviderDoesNotTake(int status, String reason) {
        var account = new CalendarAccount("google").connected();
        account.fail("insert", Map.of("status", status, "reason", reason));

        publish("confirmed", account, 1, at(0));

        awaitStarts(account, at(0));
        assertThat(account.state()).isEqualTo("connected");
    }

    @Test
    void writesOnAfterAnEntryWithWhichTheProviderAlwaysFails() {
        var account = new CalendarAccount("google").connected();
        account.fail("insert", Map.of("status", 500, "of", booking.toString()));

        publish("confirmed", account, 1, at(0));
        publishOther(account, at(3));

        awaitStarts(account, at(3));
        assertThat(account.state()).isEqualTo("connected");
    }

    @Test
    void readsBusyTimesWhileNoEntryCanBeWritten() {
        var account = new CalendarAccount("google").connected();
        account.fail("insert", Map.of("status", 500, "of", "confirmed"));
        publish("confirmed", account, 1, at(0));
        publishOther(account, at(3));
        await().atMost(TIMEOUT).until(() -> account.calls("insert").size() >= 4);

        account.isBusy(at(8), at(9));

        var events = TestTopics.events("mentoring.calendars", account.calendar(), 2);
        assertThat(JsonPath.from(events.getLast().value()).getList("busy.start_time"))
                .containsExactly(at(8).toString());
    }

    @Test
    void stopsWhereItIsForbiddenToWriteAndCatchesUpWhenTheMentorConnectsAgain() {
        var account = new CalendarAccount("google").connected();
        account.fail("insert", Map.of("status", 403, "reason", "forbidden"));
        publish("confirmed", account, 1, at(0));
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(account.state()).isEqualTo("forbidden"));

        account.connected();

        awaitStarts(account, at(0));
    }

    @Test
    void removesAnEntryThatTheMentorHasRemovedAlready() {
        var account = new CalendarAccount("google").connected();
        publish("confirmed", account, 1, at(0));
        awaitStarts(account, at(0));
        account.fail("delete", Map.of("status", 410, "reason", "deleted"));

        publish("cancelled", account, 2, at(0));

        awaitSettled();
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(account.calls("delete")).hasSize(1));
        assertThat(account.state()).isEqualTo("connected");
    }
}
