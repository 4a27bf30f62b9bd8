package org.mentoring.mentor;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A booking, as events tell of it, and what a mentor's calendar shows of it. */
abstract class CalendarEntryCase {

    static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final String SOURCE = "/mentoring/booking-service";
    private static final String NOTE = "About kernels";
    private static final Instant NOON =
            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(60, ChronoUnit.HOURS);

    final UUID booking = UUID.randomUUID();

    @AfterEach
    void rest() throws SQLException {
        CalendarAccount.restAll();
    }

    void twice(String what, CalendarAccount account, long version, Instant start) {
        var id = UUID.randomUUID().toString();
        publish(booking, what, account, version, start, id, NOTE);
        publish(booking, what, account, version, start, id, NOTE);
    }

    void publish(String what, CalendarAccount account, long version, Instant start) {
        publish(what, account, version, start, NOTE);
    }

    void publish(String what, CalendarAccount account, long version, Instant start, String note) {
        publish(booking, what, account, version, start, UUID.randomUUID().toString(), note);
    }

    /** Another booking of the same mentor is confirmed. */
    static void publishOther(CalendarAccount account, Instant start) {
        var id = UUID.randomUUID();
        publish(id, "confirmed", account, 1, start, id.toString(), NOTE);
    }

    private static void publish(
            UUID booking, String what, CalendarAccount account, long version, Instant start, String id, String note) {
        TestTopics.publish(
                "mentoring.bookings",
                id,
                SOURCE,
                "org.mentoring.booking." + (what.equals("lost") ? "cancelled" : what) + ".v1",
                booking,
                version,
                """
                {"id": "%s", "session_id": "%s", "mentor_id": "%s", "user_id": "%s", "user_name": "Linus",
                 "start_time": "%s", "end_time": "%s", "session_type": "standard", "status": "%s",
                 "mentor_name": "Ada", "mentor_locale": "en",
                 "meeting_url": "https://meet.example/room", "note": "%s", "sequence": %d, "version": %d, "cancelled_by": "%s"}
                """.formatted(
                                booking,
                                UUID.randomUUID(),
                                account.mentor,
                                UUID.randomUUID(),
                                start,
                                start.plus(1, ChronoUnit.HOURS),
                                switch (what) {
                                    case "requested" -> "pending";
                                    case "cancelled", "anonymized", "lost" -> "cancelled";
                                    default -> "confirmed";
                                },
                                note,
                                what.equals("move-proposed") ? version - 2 : version - 1,
                                version,
                                what.equals("lost") ? "system" : "mentee"));
    }

    void awaitKnown() {
        await().atMost(TIMEOUT).until(() -> count("SELECT count(*) FROM calendar_bookings WHERE booking_id = ?") == 1);
    }

    void awaitSettled() {
        awaitKnown();
        await().atMost(TIMEOUT)
                .until(() -> count("SELECT count(*) FROM calendar_entries WHERE due_at IS NOT NULL AND booking_id = ?")
                        == 0);
    }

    /** What a query counts of the booking. */
    long count(String query) throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(database, query, booking);
        }
    }

    static void awaitStarts(CalendarAccount account, Instant... expected) {
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(starts(account)).containsExactly(expected));
    }

    private static List<Instant> starts(CalendarAccount account) {
        return account.shown().<String>getList("events.start.dateTime").stream()
                .map(time -> Instant.parse(time.endsWith("Z") ? time : time + (time.length() == 16 ? ":00Z" : "Z")))
                .toList();
    }

    static Instant at(int hour) {
        return NOON.plus(hour, ChronoUnit.HOURS);
    }
}
