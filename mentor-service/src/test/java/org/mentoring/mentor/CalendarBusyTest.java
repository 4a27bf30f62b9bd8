package org.mentoring.mentor;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestTopics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mentoring.mentor.Calls.as;

/** When mentors are busy becomes known, whatever their providers do. */
@Tag("slow")
@QuarkusTest
@RealParts
class CalendarBusyTest {

    private static final String TOPIC = "mentoring.calendars";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Instant NOON =
            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(60, ChronoUnit.HOURS);

    @AfterEach
    void rest() throws SQLException {
        CalendarAccount.restAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "microsoft"})
    void publishesWhatIsBusyOnceAndAgainOnlyWhenItChanged(String provider) throws Exception {
        var account = new CalendarAccount(provider);
        account.isBusy(
                at(0), at(1), at(1), at(2), at(5), at(6), at(24 * 360), at(24 * 360 + 1), at(24 * 420), at(24 * 421));
        account.connected();
        TestTopics.events(TOPIC, account.calendar(), 1);
        awaitReads(account, account.calls("busy").size() + 3);

        account.isBusy(at(0), at(2), at(7), at(8), at(24 * 360), at(24 * 360 + 1));
        var events = TestTopics.events(TOPIC, account.calendar(), 2);

        assertThat(busy(events.get(0))).containsExactly(at(0), at(2), at(5), at(6), at(24 * 360), at(24 * 360 + 1));
        assertThat(busy(events.get(1))).containsExactly(at(0), at(2), at(7), at(8), at(24 * 360), at(24 * 360 + 1));
        var first = JsonPath.from(events.get(0).value());
        assertThat(first.getString("mentor_id")).isEqualTo(account.mentor.toString());
        assertThat(first.getString("provider")).isEqualTo(provider);
        assertThat(Instant.parse(first.getString("from"))).isBefore(Instant.now());
        assertThat(Instant.parse(first.getString("to")))
                .isAfter(Instant.now().plus(365, ChronoUnit.DAYS))
                .isBefore(Instant.now().plus(400, ChronoUnit.DAYS));
        assertThat(first.getString("complete_until")).isEqualTo(first.getString("to"));
        assertThat(first.getString("entries")).isEqualTo(provider.equals("google") ? "invitation" : "separate");
        assertThat(events)
                .extracting(event -> TestTopics.header(event, "ce_aggregateversion"))
                .containsExactly("1", "2");
    }

    @Test
    void readsTheNearTimeEachTimeAndKeepsWhatIsKnownOfLaterOnesMeanwhile() throws Exception {
        var account = new CalendarAccount("google");
        account.isBusy(at(0), at(1), at(24 * 100), at(24 * 100 + 1));
        account.connected();
        TestTopics.events(TOPIC, account.calendar(), 1);
        account.isBusy(at(0), at(1), at(24 * 101), at(24 * 101 + 1));
        awaitReads(account, account.calls("busy").size() + 3);
        account.isBusy(at(2), at(3), at(24 * 101), at(24 * 101 + 1));
        TestTopics.events(TOPIC, account.calendar(), 2);
        account.connected();

        var events = TestTopics.events(TOPIC, account.calendar(), 3);
        assertThat(busy(events.get(0))).containsExactly(at(0), at(1), at(24 * 100), at(24 * 100 + 1));
        assertThat(busy(events.get(1))).containsExactly(at(2), at(3), at(24 * 100), at(24 * 100 + 1));
        assertThat(busy(events.get(2))).containsExactly(at(2), at(3), at(24 * 101), at(24 * 101 + 1));
    }

    @Test
    void publishesNoMoreBusyTimesThanOneEventHoldsAndBlocksTheTimeAfterThem() throws Exception {
        var account = new CalendarAccount("google");
        account.isBusy(
                IntStream.range(0, 2 * 2500).mapToObj(CalendarBusyTest::at).toArray(Instant[]::new));
        account.connected();

        var event = TestTopics.events(TOPIC, account.calendar(), 1).getFirst();
        var told = JsonPath.from(event.value());
        assertThat(busy(event))
                .hasSize(2 * 2000)
                .startsWith(at(0), at(1), at(2))
                .endsWith(at(2 * 1999), Instant.parse(told.getString("to")));
        assertThat(Instant.parse(told.getString("complete_until"))).isEqualTo(at(2 * 1999));
        assertThat(event.value().length()).isLessThan(500_000);
    }

    @Test
    void tellsOfTwoCalendarsOfAMentorByKeysOfTheirOwn() throws Exception {
        var google = new CalendarAccount("google");
        var microsoft = google.at("microsoft");
        google.isBusy(at(0), at(1));
        google.connected();
        var first = TestTopics.events(TOPIC, google.calendar(), 1).getFirst();
        microsoft.isBusy(at(2), at(3));
        microsoft.connected();
        var second = TestTopics.events(TOPIC, microsoft.calendar(), 1).getFirst();

        assertThat(busy(first)).containsExactly(at(0), at(1));
        assertThat(busy(second)).containsExactly(at(2), at(3));
        assertThat(List.of(first, second))
                .extracting(event -> TestTopics.header(event, "ce_aggregateversion"))
                .containsExactly("1", "2");
        assertThat(second.key()).isNotEqualTo(first.key()).isEqualTo(TestTopics.header(second, "ce_subject"));
    }

    @Test
    void publishesThatNothingIsBusyWhenTheCalendarIsDisconnected() throws Exception {
        var account = new CalendarAccount("google");
        account.isBusy(at(0), at(1));
        account.connected();
        TestTopics.events(TOPIC, account.calendar(), 1);

        as(account.token())
                .delete("/api/v1/calendars/" + account.connectionId())
                .then()
                .statusCode(204);

        var events = TestTopics.events(TOPIC, account.calendar(), 2);
        assertThat(busy(events.get(1))).isEmpty();
        assertThat(JsonPath.from(events.get(1).value()).getString("entries")).isEqualTo("none");
        assertThat(TestTopics.header(events.get(1), "ce_aggregateversion")).isEqualTo("2");
    }

    /** The profile stays in the zone in which the mentor applied. */
    @ParameterizedTest
    @CsvSource({"Europe/Berlin, ", "America/New_York, America/New_York"})
    void takesDaysWithoutTimesAsTheMentorsDaysAndLeavesOutWhatTakesNoTime(ZoneId zone, String ofTheAccount)
            throws Exception {
        var account = new CalendarAccount("microsoft");
        if (ofTheAccount != null) {
            account.movesTo(ofTheAccount);
        }
        var day = LocalDate.ofInstant(NOON, zone).plusDays(3);
        account.arrange(Map.of(
                "busy",
                List.of(
                        Map.of("start", at(0).toString(), "end", at(1).toString(), "showAs", "free"),
                        Map.of(
                                "isAllDay",
                                true,
                                "showAs",
                                "oof",
                                "start",
                                Map.of("dateTime", day + "T00:00:00.0000000", "timeZone", "UTC"),
                                "end",
                                Map.of("dateTime", day.plusDays(1) + "T00:00:00.0000000", "timeZone", "UTC")))));

        account.connected();

        assertThat(busy(TestTopics.events(TOPIC, account.calendar(), 1).getFirst()))
                .containsExactly(
                        day.atStartOfDay(zone).toInstant(),
                        day.plusDays(1).atStartOfDay(zone).toInstant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "microsoft"})
    void refreshesATokenBeforeItEnds(String provider) {
        var account = new CalendarAccount(provider);
        account.arrange(Map.of("expires_in", 3));
        account.connected();

        await().atMost(TIMEOUT).until(() -> account.calls("refresh").size() >= 2);
        assertThat(account.state()).isEqualTo("connected");
    }

    @Test
    void refreshesATokenThatIsNotAcceptedAndGoesOn() {
        var account = connectedAndRead();

        account.arrange(Map.of("forget_access", true));

        awaitReads(account, account.calls("busy").size() + 2);
        assertThat(account.calls("refresh")).hasSize(1);
        assertThat(account.state()).isEqualTo("connected");
    }

    @Test
    void marksAnExpiredGrant() throws Exception {
        var account = new CalendarAccount("google");
        account.isBusy(at(0), at(1));
        account.connected();
        TestTopics.events(TOPIC, account.calendar(), 1);

        account.arrange(Map.of("end_grant", true));

        awaitState(account, "expired-grant");
        account.connected();
        assertThat(account.state()).isEqualTo("connected");
        // Meanwhile the mentor is as busy as before, and nothing is written to the calendar.
        var events = TestTopics.events(TOPIC, account.calendar(), 3);
        assertThat(events)
                .extracting(event -> JsonPath.from(event.value()).getString("entries"))
                .containsExactly("invitation", "none", "invitation");
        assertThat(busy(events.get(1))).containsExactly(at(0), at(1));
    }

    @Test
    void stopsWhenAFreshTokenIsRefused() {
        var account = connectedAndRead();
        account.fail("busy", Map.of("status", 401));
        account.fail("busy", Map.of("status", 401));

        awaitState(account, "expired-grant");
        assertThat(account.calls("refresh")).hasSize(1);
    }

    @Test
    void stopsWhereItIsForbiddenToRead() {
        var account = connectedAndRead();
        account.fail("busy", Map.of("status", 403, "reason", "forbidden"));

        awaitState(account, "forbidden");
        assertThat(account.connections().extract().jsonPath().getString("items[0].failure"))
                .contains("403");
    }

    @ParameterizedTest
    @CsvSource({"busy,500", "busy,503", "busy,429", "refresh,500", "refresh,401"})
    void retriesTemporaryFailures(String operation, int status) {
        var account = connectedAndRead();
        account.fail(operation, Map.of("status", status));
        if (operation.equals("refresh")) {
            account.arrange(Map.of("forget_access", true));
        }

        awaitReads(account, account.calls("busy").size() + 3);
        assertThat(account.state()).isEqualTo("connected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rateLimitExceeded", "accessNotConfigured"})
    void retriesRefusalsOfGoogleThatPassThoughTheyAreAnswered403(String reason) {
        var account = connectedAndRead();
        account.fail("busy", Map.of("status", 403, "reason", reason));

        awaitReads(account, account.calls("busy").size() + 2);
        assertThat(account.state()).isEqualTo("connected");
    }

    @Test
    void triesAgainWhenTheProviderIsTooSlow() {
        var account = connectedAndRead();
        account.fail("busy", Map.of("delay", 3000));

        awaitReads(account, account.calls("busy").size() + 2);
        assertThat(account.state()).isEqualTo("connected");
    }

    @Test
    void respectsRetryAfterOfAProvider() {
        var account = connectedAndRead();
        account.fail("busy", Map.of("status", 429, "retry_after", "4"));
        await().atMost(TIMEOUT)
                .until(() -> account.connections().extract().jsonPath().getString("items[0].failure") != null);
        var calls = account.calls("busy").size();
        var from = Instant.now();

        awaitReads(account, calls + 1);

        assertThat(Duration.between(from, Instant.now())).isGreaterThan(Duration.ofSeconds(2));
    }

    private static CalendarAccount connectedAndRead() {
        var account = new CalendarAccount("google").connected();
        await().atMost(TIMEOUT)
                .until(() -> account.connections().extract().jsonPath().getString("items[0].last_read_at") != null);
        return account;
    }

    private static void awaitReads(CalendarAccount account, int count) {
        await().atMost(TIMEOUT).until(() -> account.calls("busy").size() >= count);
    }

    private static void awaitState(CalendarAccount account, String state) {
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(account.state()).isEqualTo(state));
    }

    private static Instant at(int hour) {
        return NOON.plus(hour, ChronoUnit.HOURS);
    }

    private static List<Instant> busy(ConsumerRecord<String, String> event) {
        return JsonPath.from(event.value()).<Map<String, String>>getList("busy").stream()
                .flatMap(time ->
                        List.of(Instant.parse(time.get("start_time")), Instant.parse(time.get("end_time"))).stream())
                .toList();
    }
}
