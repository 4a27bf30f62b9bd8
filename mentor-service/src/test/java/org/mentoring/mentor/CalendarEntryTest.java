package org.mentoring.mentor;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Bookings stand in the calendars of their mentors. */
@Tag("slow")
@QuarkusTest
@RealParts
class CalendarEntryTest {

    private static final String SOURCE = "/mentoring/booking-service";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Instant NOON =
            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(60, ChronoUnit.HOURS);

    private final UUID booking = UUID.randomUUID();

    @AfterEach
    void rest() throws SQLException {
        CalendarAccount.restAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "microsoft"})
    void writesMovesAndRemovesTheEntryOfABookingOnceThoughEachEventComesTwice(String provider) throws Exception {
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
        publish("move-proposed", account, 2, at(0), UUID.randomUUID().toString());
        awaitStarts(account, at(0));
    }

    @Test
    void removesABookingOfWhichTheCancellationIsLate() {
        var account = new CalendarAccount("google").connected();
        publish("confirmed", account, 1, at(0), UUID.randomUUID().toString());
        awaitStarts(account, at(0));

        publish("anonymized", account, 3, at(0), UUID.randomUUID().toString());

        awaitStarts(account);
    }

    @Test
    void saysInTheEntryWhoComesAndWhereToMeet() {
        var account = new CalendarAccount("google").connected();

        publish("confirmed", account, 1, at(0), UUID.randomUUID().toString());

        awaitStarts(account, at(0));
        var event = account.shown();
        assertThat(event.getString("events[0].summary")).isEqualTo("standard: Ada and Linus");
        assertThat(event.getString("events[0].location")).isEqualTo("https://meet.example/room");
        assertThat(event.getString("events[0].description"))
                .contains("About kernels", "Move or cancel: http://localhost:8080/bookings/" + booking);
    }

    /** Google shows a description as HTML, Microsoft one that is said to be text as it is. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            google, &lt;a href='https://evil.example'&gt;https://meet.example/room&lt;/a&gt; &amp;amp;
            microsoft, <a href='https://evil.example'>https://meet.example/room</a> &amp;
            """)
    void showsTheMarkupOfANoteAsItWasTyped(String provider, String written) {
        var account = new CalendarAccount(provider).connected();
        var note = "<a href='https://evil.example'>https://meet.example/room</a> &amp;";

        publish("confirmed", account, 1, at(0), booking.toString(), note);

        awaitStarts(account, at(0));
        assertThat(account.shown()
                        .getString("events[0]." + (provider.equals("google") ? "description" : "body.content")))
                .contains(written);
    }

    @Test
    void writesTheEventOfTheInvitationToGoogle() {
        var account = new CalendarAccount("google").connected();

        publish("confirmed", account, 1, at(0), UUID.randomUUID().toString());

        awaitStarts(account, at(0));
        var event = account.shown();
        assertThat(event.getString("events[0].iCalUID")).isEqualTo(booking + "@mentoring.example.org");
        assertThat(event.getInt("events[0].sequence")).isZero();
        assertThat(event.getString("events[0].organizer.email")).isEqualTo("calendar@mentoring.example.org");
        assertThat(event.getString("events[0].attendees[0].email")).isEqualTo(event.getString("address"));
        assertThat(event.getString("events[0].attendees[0].responseStatus")).isEqualTo("accepted");
    }

    @Test
    void changesTheEventThatALaterInvitationHasWritten() {
        var account = new CalendarAccount("google").connected();
        publish("confirmed", account, 1, at(0), UUID.randomUUID().toString());
        awaitStarts(account, at(0));
        account.arrange(Map.of("sequence", 7));

        publish("rescheduled", account, 2, at(3), UUID.randomUUID().toString());

        awaitStarts(account, at(3));
        assertThat(account.shown().getInt("events[0].sequence")).isEqualTo(7);
    }

    @Test
    void bringsBackAnEntryThatTheMentorDeletedAfterALaterInvitation() {
        var account = new CalendarAccount("google").connected();
        publish("confirmed", account, 1, at(0), UUID.randomUUID().toString());
        awaitStarts(account, at(0));
        account.arrange(Map.of("sequence", 7, "deleted", true));

        publish("rescheduled", account, 2, at(3), UUID.randomUUID().toString());

        awaitStarts(account, at(3));
    }

    @Test
    void writesNamesAndNotesAsTextAlone() {
        var account = new CalendarAccount("google").connected();
        var note = "a\\rATTENDEE:mailto:x@example.org\\u2028b\\u202Ec";

        publish("confirmed", account, 1, at(0), booking.toString(), note);
        awaitStarts(account, at(0));
        assertThat(account.shown().getString("events[0].description"))
                .contains("a\nATTENDEE:mailto:x@example.org\nb c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "microsoft"})
    void writesOneEntryThoughTheAnswerToTheFirstAttemptWasLost(String provider) throws Exception {
        var account = new CalendarAccount(provider).connected();
        account.fail("insert", Map.of("status", 503, "after", true));

        publish("confirmed", account, 1, at(0), UUID.randomUUID().toString());

        awaitSettled();
        awaitStarts(account, at(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "microsoft"})
    void writesWhatWasConfirmedBeforeTheCalendarWasConnectedAndOnceWhenItIsConnectedAgain(String provider)
            throws Exception {
        var account = new CalendarAccount(provider);
        publish("confirmed", account, 1, at(0), UUID.randomUUID().toString());
        awaitKnown();

        account.connected();
        awaitStarts(account, at(0));
        Calls.as(account.token())
                .delete("/api/v1/calendars/" + account.connectionId())
                .then()
                .statusCode(204);
        if (provider.equals("google")) {
            await().atMost(TIMEOUT).until(() -> account.shown().getInt("grants") == 0);
        }
        account.connected();

        awaitSettled();
        awaitStarts(account, at(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "microsoft"})
    void doesNotTakeItsOwnEntriesForBusyTimes(String provider) throws Exception {
        var account = new CalendarAccount(provider);
        account.isBusy(at(2), at(3));
        publish("confirmed", account, 1, at(0), UUID.randomUUID().toString());
        awaitKnown();
        account.connected();
        awaitStarts(account, at(0));
        publish("rescheduled", account, 2, at(5), UUID.randomUUID().toString());
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
    @CsvSource({"400, invalid", "403, forbiddenForNonOrganizer"})
    void writesOnAfterAnEntryThatTheProviderDoesNotTake(int status, String reason) {
        var account = new CalendarAccount("google").connected();
        account.fail("insert", Map.of("status", status, "reason", reason));

        publish("confirmed", account, 1, at(0), UUID.randomUUID().toString());

        awaitStarts(account, at(0));
        assertThat(account.state()).isEqualTo("connected");
    }

    @Test
    void writesOnAfterAnEntryWithWhichTheProviderAlwaysFails() {
        var account = new CalendarAccount("google").connected();
        account.fail("insert", Map.of("status", 500, "of", booking.toString()));

        publish("confirmed", account, 1, at(0), UUID.randomUUID().toString());
        publishOther(account, at(3));

        awaitStarts(account, at(3));
        assertThat(account.state()).isEqualTo("connected");
    }

    @Test
    void readsBusyTimesWhileNoEntryCanBeWritten() {
        var account = new CalendarAccount("google").connected();
        account.fail("insert", Map.of("status", 500, "of", "confirmed"));
        publish("confirmed", account, 1, at(0), UUID.randomUUID().toString());
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
        publish("confirmed", account, 1, at(0), UUID.randomUUID().toString());
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(account.state()).isEqualTo("forbidden"));

        account.connected();

        awaitStarts(account, at(0));
    }

    @Test
    void removesAnEntryThatTheMentorHasRemovedAlready() throws Exception {
        var account = new CalendarAccount("google").connected();
        publish("confirmed", account, 1, at(0), UUID.randomUUID().toString());
        awaitStarts(account, at(0));
        account.fail("delete", Map.of("status", 410, "reason", "deleted"));

        publish("cancelled", account, 2, at(0), UUID.randomUUID().toString());

        awaitSettled();
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(account.calls("delete")).hasSize(1));
        assertThat(account.state()).isEqualTo("connected");
    }

    private void twice(String what, CalendarAccount account, long version, Instant start) {
        var id = UUID.randomUUID().toString();
        publish(what, account, version, start, id);
        publish(what, account, version, start, id);
    }

    private void publish(String what, CalendarAccount account, long version, Instant start, String id) {
        publish(what, account, version, start, id, "About kernels");
    }

    private void publishOther(CalendarAccount account, Instant start) {
        publish(
                UUID.randomUUID(),
                "confirmed",
                account,
                1,
                start,
                UUID.randomUUID().toString(),
                "About kernels");
    }

    private void publish(String what, CalendarAccount account, long version, Instant start, String id, String note) {
        publish(booking, what, account, version, start, id, note);
    }

    private static void publish(
            UUID booking, String what, CalendarAccount account, long version, Instant start, String id, String note) {
        TestTopics.publish(
                "mentoring.bookings",
                id,
                SOURCE,
                "org.mentoring.booking." + what + ".v1",
                booking,
                version,
                """
                {"id": "%s", "session_id": "%s", "mentor_id": "%s", "user_id": "%s", "user_name": "Linus",
                 "start_time": "%s", "end_time": "%s", "session_type": "standard", "status": "%s",
                 "mentor_name": "Ada", "mentor_locale": "en",
                 "meeting_url": "https://meet.example/room", "note": "%s", "sequence": %d, "version": %d}
                """.formatted(
                                booking,
                                UUID.randomUUID(),
                                account.mentor,
                                UUID.randomUUID(),
                                start,
                                start.plus(1, ChronoUnit.HOURS),
                                List.of("cancelled", "anonymized").contains(what) ? "cancelled" : "confirmed",
                                note,
                                what.equals("move-proposed") ? version - 2 : version - 1,
                                version));
    }

    private void awaitKnown() throws Exception {
        try (var database = TestDatabase.asSuperuser()) {
            await().atMost(TIMEOUT)
                    .until(() -> TestDatabase.count(
                                    database, "SELECT count(*) FROM calendar_bookings WHERE booking_id = ?", booking)
                            == 1);
        }
    }

    private void awaitSettled() throws Exception {
        awaitKnown();
        try (var database = TestDatabase.asSuperuser()) {
            await().atMost(TIMEOUT)
                    .until(() -> TestDatabase.count(
                                    database,
                                    "SELECT count(*) FROM calendar_entries WHERE due_at IS NOT NULL AND booking_id = ?",
                                    booking)
                            == 0);
        }
    }

    private static void awaitStarts(CalendarAccount account, Instant... expected) {
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(starts(account)).containsExactly(expected));
    }

    private static List<Instant> starts(CalendarAccount account) {
        return account.shown().<String>getList("events.start.dateTime").stream()
                .map(time -> Instant.parse(time.endsWith("Z") ? time : time + (time.length() == 16 ? ":00Z" : "Z")))
                .toList();
    }

    private static Instant at(int hour) {
        return NOON.plus(hour, ChronoUnit.HOURS);
    }
}
