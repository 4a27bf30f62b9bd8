package org.mentoring.benchmark.mail;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

import org.mentoring.benchmark.Measurements;
import org.mentoring.benchmark.ProcessStatus;
import org.mentoring.benchmark.ServiceParts;
import org.mentoring.benchmark.ServiceProcess;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.TestTopics;

import static org.awaitility.Awaitility.await;

/**
 * From an event to its mails: how long it takes until the mail server has both mails of a booking, at a steady rate of
 * bookings; then how fast a great many reminders that are due at once go out, and what memory that takes.
 */
public final class MailBenchmark {

    private static final int RATE = 50;
    private static final int SECONDS_OF_WARM_UP = 30;
    private static final int SECONDS = 45;
    private static final int REMINDERS = 100_000;
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    private static final String SEED = """
            WITH seed AS (
                INSERT INTO bookings (id, version, status, start_time, end_time, mentor_id, mentee_id, data)
                SELECT gen_random_uuid(), 1, 'confirmed', now() + interval '1 hour', now() + interval '2 hours',
                       gen_random_uuid(), gen_random_uuid(),
                       jsonb_build_object('id', gen_random_uuid(), 'mentor_id', gen_random_uuid(), 'user_id', gen_random_uuid(),
                           'mentor_name', 'Ada', 'user_name', 'Linus', 'mentor_email', 'ada@example.org',
                           'user_email', 'linus' || i || '@example.org', 'user_time_zone', 'Asia/Kolkata', 'user_locale', 'hi',
                           'start_time', now() + interval '1 hour', 'end_time', now() + interval '2 hours',
                           'session_type', 'Talk', 'sequence', 0)
                  FROM generate_series(1, ?) i
                RETURNING id, mentee_id)
            INSERT INTO reminders (booking_id, recipient_id, minutes_before, due_at)
            SELECT id, mentee_id, 60, now() FROM seed
            """;

    private MailBenchmark() {}

    /** @param arguments how many reminders, and how many bookings a second; 100,000 and 50 without */
    public static void main(String[] arguments) throws Exception {
        var reminders = arguments.length == 0 ? REMINDERS : Integer.parseInt(arguments[0]);
        var rate = arguments.length < 2 ? RATE : Integer.parseInt(arguments[1]);
        try (var parts = ServiceParts.start("notification");
                var sink = new MailSink()) {
            parts.settings()
                    .putAll(Map.of(
                            "quarkus.mailer.host", "localhost",
                            "quarkus.mailer.port", Integer.toString(sink.port()),
                            "mentoring.mail.max-per-second", "100000"));
            try (var service = ServiceProcess.start("notification-service", parts.settings())) {
                bookings(sink, rate, SECONDS_OF_WARM_UP);
                System.out.printf(
                        "%d bookings at %d/s, event to both mails: %s%n",
                        rate * SECONDS, rate, bookings(sink, rate, SECONDS).inMillis());
                drain(sink, service, reminders);
            }
        }
    }

    /** Milliseconds from each event's arrival in Kafka until both its mails were taken. */
    private static Measurements bookings(MailSink sink, int rate, int seconds) {
        var published = new ArrayList<PublishedBooking>();
        var start = System.nanoTime();
        for (var i = 0; i < rate * seconds; i++) {
            LockSupport.parkNanos(start + i * 1_000_000_000L / rate - System.nanoTime());
            published.add(PublishedBooking.now());
        }
        await("the mails of the bookings")
                .atMost(TIMEOUT)
                .pollInterval(POLL_INTERVAL)
                .until(() -> published.stream().allMatch(one -> one.isDone(sink)));
        return Measurements.of(
                published.stream().map(one -> one.took(sink) / 1e6).toList());
    }

    private static void drain(MailSink sink, ServiceProcess service, int reminders) throws Exception {
        var before = sink.count();
        var start = System.nanoTime();
        seed(reminders);
        await("the first reminders")
                .atMost(TIMEOUT)
                .pollInterval(POLL_INTERVAL)
                .until(() -> sink.count() - before >= reminders / 10);
        var early = ProcessStatus.read(service.pid(), "VmRSS") / 1024;
        var sentEarly = sink.count();
        var processorEarly = service.processorMillis();
        await("the reminders")
                .atMost(TIMEOUT)
                .pollInterval(POLL_INTERVAL)
                .until(() -> sink.count() - before >= reminders);
        var processor = (double) (service.processorMillis() - processorEarly) / (sink.count() - sentEarly);
        var seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%d reminders due at once: %.0f s, %.0f mails/s, %.1f ms of processor a mail; resident memory %d MB after a tenth, %d MB at the end%n",
                reminders,
                seconds,
                reminders / seconds,
                processor,
                early,
                ProcessStatus.read(service.pid(), "VmRSS") / 1024);
    }

    private static void seed(int reminders) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.prepareStatement(SEED)) {
            statement.setInt(1, reminders);
            statement.executeUpdate();
        }
    }

    /** A booking of which an event was published. */
    private record PublishedBooking(UUID id, long at) {

        static PublishedBooking now() {
            var id = UUID.randomUUID();
            TestTopics.publish(
                    "mentoring.bookings",
                    UUID.randomUUID().toString(),
                    "/mentoring/booking-service",
                    "org.mentoring.booking.confirmed.v1",
                    id,
                    1,
                    """
                    {"id": "%s", "mentor_id": "%s", "mentor_name": "Ada Lovelace", "mentor_email": "ada-%1$s@example.org",
                     "mentor_time_zone": "America/New_York", "mentor_locale": "de", "user_id": "%s",
                     "user_name": "Linus Torvalds", "user_email": "linus-%1$s@example.org", "user_time_zone": "Asia/Kolkata",
                     "user_locale": "ar", "start_time": "2029-03-15T14:00:00Z", "end_time": "2029-03-15T15:00:00Z",
                     "session_type": "Career advice", "meeting_url": "https://meet.example.org/room", "status": "confirmed", "sequence": 0}
                    """.formatted(id, UUID.randomUUID(), UUID.randomUUID()));
            return new PublishedBooking(id, System.nanoTime());
        }

        boolean isDone(MailSink sink) {
            return sink.takenAt("ada-" + id + "@example.org") != null
                    && sink.takenAt("linus-" + id + "@example.org") != null;
        }

        long took(MailSink sink) {
            return Math.max(sink.takenAt("ada-" + id + "@example.org"), sink.takenAt("linus-" + id + "@example.org"))
                    - at;
        }
    }
}
