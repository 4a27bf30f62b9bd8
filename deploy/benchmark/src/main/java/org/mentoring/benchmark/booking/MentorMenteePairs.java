package org.mentoring.benchmark.booking;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

/** Mentors who are available around the clock, a mentee for each, and times that nobody has booked yet. */
final class MentorMenteePairs {

    static final String SESSION_TYPE = "Five minutes";
    static final int MINUTES = 5;

    private static final int DEFAULT_COUNT = 2_000;

    private final List<Pair> pairs;
    private final Instant first = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(2, ChronoUnit.DAYS);
    private final AtomicInteger next = new AtomicInteger();

    private MentorMenteePairs(List<Pair> pairs) {
        this.pairs = pairs;
    }

    record Pair(UUID mentor, UUID mentee, String token) {}

    /** A booking that nobody has made. */
    record PlannedRequest(Pair pair, Instant start) {}

    /** Writes the mentors into the database, as the events of the mentor service would. */
    static MentorMenteePairs seed() throws SQLException {
        return seed(DEFAULT_COUNT);
    }

    /** As many as said. */
    static MentorMenteePairs seed(int count) throws SQLException {
        var pairs = IntStream.range(0, count)
                .mapToObj(i -> UUID.randomUUID())
                .map(mentee -> new Pair(
                        UUID.randomUUID(),
                        mentee,
                        Tokens.of("Mentee", mentee).roles("mentee").build()))
                .toList();
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            for (var pair : pairs) {
                statement.addBatch("""
                        INSERT INTO mentors (id, name, email, time_zone, locale, status)
                        VALUES ('%1$s', 'Mentor', '%1$s@example.org', 'UTC', 'en', 'approved')
                        """.formatted(pair.mentor()));
                statement.addBatch("""
                        INSERT INTO schedules (mentor_id, time_zone, session_types, slot_interval_minutes,
                                               minimum_notice_minutes, booking_window_days)
                        VALUES ('%s', 'UTC', '[{"name": "%s", "duration_minutes": %d, "buffer_before_minutes": 0,
                                                "buffer_after_minutes": 0}]', 5, 0, 365)
                        """.formatted(pair.mentor(), SESSION_TYPE, MINUTES));
                statement.addBatch("""
                        INSERT INTO mentor_availability (id, mentor_id, start_time, end_time, recurrence)
                        VALUES (uuidv7(), '%s', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z',
                                '{"time_zone": "UTC", "rrule": "FREQ=DAILY", "exdates": [], "rdates": []}')
                        """.formatted(pair.mentor()));
            }
            statement.executeBatch();
        }
        return new MentorMenteePairs(pairs);
    }

    PlannedRequest next() {
        var number = next.getAndIncrement();
        return new PlannedRequest(
                pairs.get(number % pairs.size()),
                first.plus(Duration.ofMinutes((long) MINUTES * (number / pairs.size()))));
    }
}
