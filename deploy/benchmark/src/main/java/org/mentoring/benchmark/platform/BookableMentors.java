package org.mentoring.benchmark.platform;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.mentoring.local.platform.Databases;

/** Mentors who are available around the clock, and a free time for each booking. */
final class BookableMentors {

    /** The database allows a mentor no more. */
    private static final int MAX_SESSION_TYPES = 20;

    private static final int MINUTES = 5;
    private static final String MENTOR = "mentor-to-book-";
    private static final String ADD = """
            INSERT INTO mentors (id, name, email, time_zone, locale, status)
            VALUES ('%1$s', 'Mentor to book', '%2$s%1$s@example.org', 'Europe/Berlin', 'de', 'approved');
            INSERT INTO schedules (mentor_id, time_zone, session_types, slot_interval_minutes, minimum_notice_minutes,
                                   booking_window_days)
            VALUES ('%1$s', 'UTC', '[%3$s]', %4$d, 0, 365);
            INSERT INTO mentor_availability (id, mentor_id, start_time, end_time, recurrence)
            VALUES (uuidv7(), '%1$s', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z',
                    '{"time_zone": "UTC", "rrule": "FREQ=DAILY", "exdates": [], "rdates": []}');
            """;
    private static final String TYPE = """
            {"name": "%s", "duration_minutes": %d, "buffer_before_minutes": 0, "buffer_after_minutes": 0}""";
    private static final String LAST_BOOKED = """
            SELECT greatest(max(end_time), now() + interval '1 day') FROM bookings WHERE status IN ('pending', 'confirmed')
            """;

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Pattern sessionType = Pattern.compile("Talk (\\d+) of " + run);
    private final List<UUID> mentors;
    private final int mentees;
    private Instant first;

    private BookableMentors(int bookings, int mentees) {
        this.mentors = Stream.generate(UUID::randomUUID)
                .limit(Math.ceilDiv(bookings, MAX_SESSION_TYPES))
                .toList();
        this.mentees = mentees;
    }

    /**
     * Enters them into the database of the booking service, as the events of the mentor service would.
     *
     * @param bookings how many there will be
     * @param mentees how many take turns
     */
    static BookableMentors insert(Databases databases, int bookings, int mentees) throws SQLException {
        var inserted = new BookableMentors(bookings, mentees);
        try (var database = databases.connect("booking");
                var statement = database.createStatement()) {
            inserted.insert(statement, bookings);
            inserted.first = inserted.nextFree(statement);
        }
        return inserted;
    }

    /** The body of the request for the booking of this number. */
    String request(int number) {
        return """
                {"mentor_id": "%s", "start_time": "%s", "session_type": "%s"}
                """.formatted(
                        mentors.get(number % mentors.size()),
                        first.plus(Duration.ofMinutes((long) MINUTES * (number / mentees))),
                        sessionType(number));
    }

    /** Of the booking that a mail is about; empty if it is about none of these. */
    OptionalInt number(String subject) {
        var found = sessionType.matcher(subject);
        return found.find() ? OptionalInt.of(Integer.parseInt(found.group(1))) : OptionalInt.empty();
    }

    static boolean isMentor(String address) {
        return address.startsWith(MENTOR);
    }

    /** Each booking is of a type of its own, so that the subjects of its mails identify it. */
    private String sessionType(int number) {
        return "Talk " + number + " of " + run;
    }

    private void insert(Statement statement, int bookings) throws SQLException {
        for (int i = 0; i < mentors.size(); i++) {
            var types = IntStream.iterate(i, number -> number < bookings, number -> number + mentors.size())
                    .mapToObj(number -> TYPE.formatted(sessionType(number), MINUTES))
                    .collect(Collectors.joining(", "));
            statement.execute(ADD.formatted(mentors.get(i), MENTOR, types, MINUTES));
        }
    }

    private Instant nextFree(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery(LAST_BOOKED)) {
            rows.next();
            return rows.getObject(1, OffsetDateTime.class)
                    .toInstant()
                    .truncatedTo(ChronoUnit.HOURS)
                    .plus(1, ChronoUnit.HOURS);
        }
    }
}
