package org.mentoring.benchmark.mail;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.mentoring.benchmark.ConsumerGroups;
import org.mentoring.benchmark.ServiceParts;
import org.mentoring.benchmark.ServiceProcess;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static org.awaitility.Awaitility.await;

/**
 * Whether events that come twice and in any order lead to the same mails as once and in order: each side of each
 * booking gets its confirmation, its move and its cancellation, in this order, and nothing more. Then how long new events wait while all
 * of them are read once more.
 */
public final class ReplayBenchmark {

    private static final int EVENTS = 10_000;
    private static final int EVENTS_OF_A_BOOKING = 3;
    private static final int SIDES = 2;
    private static final int NEW_EVENTS = 30;
    private static final String SOURCE = "/mentoring/booking-service";
    /** Distinguishes the new events from those that are read again. */
    private static final String NEW_SOURCE = "/mentoring/booking-service-new";

    private static final String TOPIC = "mentoring.bookings";
    private static final Duration TIMEOUT = Duration.ofMinutes(8);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    private static final String OPEN = "SELECT count(*) FROM messages WHERE status IN ('pending', 'sending')";
    private static final String AS_ONCE_IN_ORDER = """
            SELECT count(*) FROM (SELECT array_agg(kind ORDER BY sent_at, order_version) AS kinds, bool_and(status = 'sent') AS sent
                                    FROM messages GROUP BY booking_id, recipient_id) told
             WHERE sent AND kinds = '{booking-confirmed,booking-rescheduled,booking-cancelled}'
            """;

    private static final String NEW_RECEIVED = "SELECT count(*) FROM inbox WHERE source = ?";
    private static final String LAST_RECEIVED =
            "SELECT consumer, max(received_at) FROM inbox WHERE source = ? GROUP BY consumer ORDER BY consumer";

    private ReplayBenchmark() {}

    /** @param arguments how many events; 10,000 without */
    public static void main(String[] arguments) throws Exception {
        var events = arguments.length == 0 ? EVENTS : Integer.parseInt(arguments[0]);
        var bookings = events / EVENTS_OF_A_BOOKING;
        try (var parts = ServiceParts.start("notification");
                var sink = new MailSink()) {
            parts.settings()
                    .putAll(Map.of(
                            "quarkus.mailer.host", "localhost",
                            "quarkus.mailer.port", Integer.toString(sink.port()),
                            "mentoring.mail.merge-within", "PT0S",
                            "mentoring.mail.max-per-second", "100000"));
            try (var _ = ServiceProcess.start("notification-service", parts.settings())) {
                var published = new ArrayList<>(Stream.generate(UUID::randomUUID)
                        .limit(bookings)
                        .flatMap(ReplayBenchmark::eventsOfABooking)
                        .toList());
                published.addAll(List.copyOf(published));
                Collections.shuffle(published, new Random(7));
                published.forEach(Runnable::run);
                awaitAllSent(bookings);
                check(bookings, sink.count());
            }
            rewind(parts.settings().get("kafka.bootstrap.servers"));
            try (var _ = ServiceProcess.start("notification-service", parts.settings())) {
                measureNewEvents(bookings * EVENTS_OF_A_BOOKING * 2);
            }
        }
    }

    /** Has both consumers read all bookings again, as an operator does after restoring a database. */
    private static void rewind(String broker) throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            for (var group : List.of("notification-service", "notification-service-reports-bookings")) {
                ConsumerGroups.resetToBeginning(admin, group);
            }
        }
    }

    /** How long new events wait for both consumers behind those that are read again. */
    private static void measureNewEvents(int before) throws SQLException {
        var began = Instant.now();
        var mentee = UUID.randomUUID();
        for (int i = 0; i < NEW_EVENTS; i++) {
            publish(NEW_SOURCE, UUID.randomUUID(), UUID.randomUUID(), mentee, "confirmed", 1, "15")
                    .run();
        }
        await("the new events")
                .atMost(TIMEOUT)
                .pollInterval(POLL_INTERVAL)
                .until(() -> count(NEW_RECEIVED, NEW_SOURCE) == 2 * NEW_EVENTS);
        try (var database = TestDatabase.asSuperuser();
                var query = database.prepareStatement(LAST_RECEIVED)) {
            query.setString(1, NEW_SOURCE);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    System.out.printf(
                            "%d events read again by %s before the last new one: %.1f s%n",
                            before,
                            rows.getString(1),
                            Duration.between(began, rows.getTimestamp(2).toInstant())
                                            .toMillis()
                                    / 1000.0);
                }
            }
        }
    }

    private static void check(int bookings, long taken) throws SQLException {
        var wanted = (long) bookings * SIDES;
        var right = count(AS_ONCE_IN_ORDER);
        var unconfirmed = count("SELECT coalesce(sum(unconfirmed_attempts), 0) FROM messages");
        System.out.printf(
                "%d events twice, in any order: %d of %d people were told as once in order; %d mails taken, %d attempts unconfirmed%n",
                bookings * EVENTS_OF_A_BOOKING, right, wanted, taken, unconfirmed);
        if (right != wanted
                || taken < wanted * EVENTS_OF_A_BOOKING
                || taken > wanted * EVENTS_OF_A_BOOKING + unconfirmed) {
            throw new IllegalStateException("The mails are not those of the events once and in order");
        }
    }

    private static void awaitAllSent(int bookings) throws SQLException {
        var planned = (long) bookings * SIDES * EVENTS_OF_A_BOOKING;
        await("the mails")
                .atMost(TIMEOUT)
                .pollInterval(POLL_INTERVAL)
                .until(() -> count("SELECT count(*) FROM messages") >= planned && count(OPEN) == 0);
    }

    private static long count(String sql, Object... values) throws SQLException {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(database, sql, values);
        }
    }

    private static Stream<Runnable> eventsOfABooking(UUID booking) {
        var mentor = UUID.randomUUID();
        var mentee = UUID.randomUUID();
        return Stream.of(
                publish(SOURCE, booking, mentor, mentee, "confirmed", 1, "15"),
                publish(SOURCE, booking, mentor, mentee, "rescheduled", 2, "16"),
                publish(SOURCE, booking, mentor, mentee, "cancelled", 3, "16"));
    }

    private static Runnable publish(
            String source, UUID booking, UUID mentor, UUID mentee, String what, int version, String day) {
        var id = UUID.randomUUID().toString();
        return () -> TestTopics.publish(
                TOPIC, id, source, "org.mentoring.booking." + what + ".v1", booking, version, """
                {"id": "%s", "mentor_id": "%s", "mentor_name": "Ada Lovelace", "mentor_email": "ada-%1$s@example.org",
                 "mentor_time_zone": "America/New_York", "mentor_locale": "de", "user_id": "%s",
                 "user_name": "Linus Torvalds", "user_email": "linus-%1$s@example.org", "user_time_zone": "Asia/Kolkata",
                 "user_locale": "ar", "start_time": "2029-03-%sT14:00:00Z", "end_time": "2029-03-%4$sT15:00:00Z",
                 "session_type": "Career advice", "status": "%s", "sequence": %d}
                """.formatted(
                        booking, mentor, mentee, day, "cancelled".equals(what) ? what : "confirmed", version - 1));
    }
}
