package org.mentoring.mentor;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Bookings stand in the calendars of their mentors, once, and where they are. */
@Tag("slow")
@QuarkusTest
@RealParts
class CalendarEntryTest extends CalendarEntryCase {

    @ParameterizedTest
    @ValueSource(strings = {"google", "microsoft"})
    void writesMovesAndRemovesTheEntryOfABookingOnceThoughEachEventComesTwice(String provider) {
        var account = new CalendarAccount(provider).connected();

        twice("confirmed", account, 1, at(0));
        awaitStarts(account, at(0));
        twice("move-proposed", account, 2, at(0));
        twice("rescheduled", account, 3, at(3));
        awaitStarts(account, at(3));
        twice("cancelled", account, 4, at(3));
        awaitStarts(account);

        awaitSettled();
        assertThat(account.calls("insert")).hasSize(1);
        assertThat(account.calls("update")).hasSize(1);
        assertThat(account.calls("delete")).hasSize(1);
    }

    @Test
    void writesABookingOfWhichALaterEventTellsFirst() {
        var account = new CalendarAccount("google").connected();
        publish("move-proposed", account, 2, at(0));
        awaitStarts(account, at(0));
    }

    @Test
    void removesABookingOfWhichTheCancellationIsLate() {
        var account = new CalendarAccount("google").connected();
        publish("confirmed", account, 1, at(0));
        awaitStarts(account, at(0));

        publish("anonymized", account, 3, at(0));

        awaitStarts(account);
    }

    @Test
    void removesABookingThatIsARequestAgainAfterARestore() {
        var account = new CalendarAccount("google").connected();
        publish("confirmed", account, 1, at(0));
        awaitStarts(account, at(0));

        publish("requested", account, 3, at(0));

        awaitStarts(account);
    }

    /** It is not known here either where this service was restored, too. */
    @ParameterizedTest
    @ValueSource(strings = {"google", "microsoft"})
    void removesABookingThatARestoreHasLost(String provider) throws Exception {
        var account = new CalendarAccount(provider).connected();
        publish("confirmed", account, 1, at(0));
        awaitStarts(account, at(0));
        try (var database = TestDatabase.asSuperuser();
                var lose = database.prepareStatement("DELETE FROM calendar_bookings WHERE booking_id = ?")) {
            lose.setObject(1, booking);
            assertThat(lose.executeUpdate()).isOne();
        }

        publish("lost", account, 3, at(0));

        awaitStarts(account);
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "microsoft"})
    void writesWhatWasConfirmedBeforeTheCalendarWasConnectedAndOnceWhenItIsConnectedAgain(String provider) {
        var account = new CalendarAccount(provider);
        publish("confirmed", account, 1, at(0));
        awaitKnown();

        account.connected();
        awaitStarts(account, at(0));
        disconnect(account);
        account.connected();

        awaitSettled();
        awaitStarts(account, at(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "microsoft"})
    void doesNotTakeItsOwnEntriesForBusyTimes(String provider) {
        var account = new CalendarAccount(provider);
        account.isBusy(at(2), at(3));
        publish("confirmed", account, 1, at(0));
        awaitKnown();
        account.connected();
        awaitStarts(account, at(0));
        publish("rescheduled", account, 2, at(5));
        awaitStarts(account, at(5));
        var reads = account.calls("busy").size();
        await().atMost(TIMEOUT).until(() -> account.calls("busy").size() >= reads + 2);
        account.isBusy(at(2), at(3), at(8), at(9));

        var events = TestTopics.events("mentoring.calendars", account.calendar(), 2);

        assertThat(JsonPath.from(events.get(0).value()).getList("busy.start_time"))
                .containsExactly(at(2).toString());
        assertThat(JsonPath.from(events.get(1).value()).getList("busy.start_time"))
                .containsExactly(at(2).toString(), at(8).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "microsoft"})
    void removesTheEntryOfABookingThatWasCancelledWhileTheCalendarWasDisconnected(String provider) {
        var account = new CalendarAccount(provider).connected();
        publish("confirmed", account, 1, at(0));
        awaitStarts(account, at(0));
        disconnect(account);
        publish("cancelled", account, 2, at(0));
        await().atMost(TIMEOUT)
                .until(() -> count("SELECT count(*) FROM calendar_bookings WHERE removed AND booking_id = ?") == 1);

        account.connected();

        awaitStarts(account);
    }

    /** As long as the booking was there, what else the mentor has at its time was taken for its entry. */
    @ParameterizedTest
    @CsvSource({"cancelled, 0", "rescheduled, 3"})
    void readsWhatElseTheMentorHasAsSoonAsABookingLeavesItsTime(String what, int hour) throws Exception {
        var account = new CalendarAccount("google");
        account.isBusy(at(0), at(1));
        publish("confirmed", account, 1, at(0));
        awaitKnown();
        account.connected();
        awaitStarts(account, at(0));
        TestTopics.events("mentoring.calendars", account.calendar(), 1);
        try (var database = TestDatabase.asSuperuser();
                var later = database.prepareStatement(
                        "UPDATE mentor_calendar_oauth SET next_read_at = now() + interval '1 hour' WHERE mentor_id = ?")) {
            later.setObject(1, account.mentor);
            later.executeUpdate();
        }

        publish(what, account, 2, at(hour));

        var events = TestTopics.events("mentoring.calendars", account.calendar(), 2);
        assertThat(JsonPath.from(events.get(0).value()).getList("busy")).isEmpty();
        assertThat(JsonPath.from(events.get(1).value()).getList("busy.start_time"))
                .containsExactly(at(0).toString());
    }

    private static void disconnect(CalendarAccount account) {
        Calls.as(account.token())
                .delete("/api/v1/calendars/" + account.connectionId())
                .then()
                .statusCode(204);
        if (account.provider.equals("google")) {
            await().atMost(TIMEOUT).until(() -> account.shown().getInt("grants") == 0);
        }
    }
}
