package org.mentoring.benchmark.booking;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.mentoring.benchmark.Measurements;
import org.mentoring.benchmark.ServiceParts;
import org.mentoring.benchmark.ServiceProcess;
import org.mentoring.benchmark.load.ConstantConcurrencyLoad;
import org.mentoring.kit.test.TestDatabase;

/**
 * What past bookings cost: the direct call of {@code book_session} on empty tables, with millions of bookings in them, and
 * on empty ones again, which shows how much the machine itself has changed meanwhile. One argument: how many.
 */
public final class HistoryBenchmark {

    private static final int DEFAULT_BOOKINGS = 10_000_000;
    private static final int WARM_UP_SECONDS = 20;
    private static final int ROUNDS = 5;
    private static final int SECONDS = 5;

    private HistoryBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var bookings = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_BOOKINGS;
        try (var parts = ServiceParts.start("booking")) {
            // Starting it once migrates the database; what is measured is the database alone.
            ServiceProcess.start("booking-service", parts.settings()).close();
            var load =
                    new DirectCallLoad(DirectCallLoad.pool(parts.vertx(), parts.settings()), MentorMenteePairs.seed());
            load.run(TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS));
            var before = median(load, "empty tables");
            addPast(bookings);
            var full = median(load, "%,d past bookings".formatted(bookings));
            removePast();
            var after = median(load, "empty tables again");
            System.out.printf(
                    "book_session with %,d past bookings: %.2f of its rate on empty tables (%.2f of it before, %.2f after)%n",
                    bookings, full / ((before + after) / 2), full / before, full / after);
        }
    }

    private static double median(ConstantConcurrencyLoad load, String what) throws InterruptedException {
        load.run(TimeUnit.SECONDS.toNanos(SECONDS));
        var rounds = new double[ROUNDS];
        for (var round = 0; round < ROUNDS; round++) {
            rounds[round] = load.run(TimeUnit.SECONDS.toNanos(SECONDS));
        }
        var rates = new Measurements(rounds);
        System.out.printf("%-28s %,.0f bookings/s (%,.0f to %,.0f)%n", what, rates.median(), rates.min(), rates.max());
        return rates.median();
    }

    /**
     * A year and more of five-minute sessions of each mentor, side by side. Indexes and constraints are taken off and
     * built anew, as a restore would, with the statements that the catalogue gives for them.
     */
    private static void addPast(int bookings) throws SQLException {
        var began = Instant.now();
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("SET maintenance_work_mem = '1GB'");
            statement.execute("SET synchronous_commit = off");
            var restore = dropConstraintsAndIndexes(statement);
            // Row by row they would take longer than everything else.
            statement.execute("ALTER TABLE bookings DISABLE TRIGGER USER");
            statement.execute("""
                    INSERT INTO bookings (id, mentor_id, mentor_name, mentor_email, user_id, user_email, date, "time",
                                          session_type, status, created_at, session_id, start_time, end_time, occupied,
                                          duration_minutes, mentor_time_zone, mentor_locale, user_name, user_time_zone, user_locale)
                    SELECT uuidv7(), m.id, 'Mentor', 'mentor@example.org', md5(m.id::text)::uuid, 'mentee@example.org',
                           to_char(t, 'YYYY-MM-DD'), to_char(t, 'HH24:MI'), 'Past', 'confirmed', t, uuidv7(), t,
                           t + interval '5 minutes', tstzrange(t, t + interval '5 minutes'), 5, 'UTC', 'en', 'Mentee', 'UTC', 'en'
                      FROM (SELECT id, count(*) OVER () AS mentors FROM mentors) m,
                           LATERAL (SELECT now() - interval '1 day' - n * interval '5 minutes' AS t
                                      FROM generate_series(1, %d / m.mentors) n) past
                    """.formatted(bookings));
            statement.execute("""
                    INSERT INTO mentoring_sessions (id, mentor_id, mentee_id, status, start_time, end_time, created_at, booking_id,
                                                    mentor_name, mentee_name, completed_at)
                    SELECT session_id, mentor_id::uuid, user_id::uuid, 'completed', start_time, end_time, created_at, id,
                           mentor_name, user_name, end_time
                      FROM bookings WHERE session_type = 'Past'
                    """);
            statement.execute("""
                    INSERT INTO occupied (person, during, booking_id)
                    SELECT person, occupied_range, b.id
                      FROM bookings b
                     CROSS JOIN LATERAL (VALUES (b.mentor_id::uuid), (b.user_id::uuid)) AS people (person)
                     CROSS JOIN LATERAL unnest(occupied_ranges(b, person)) AS occupied_range
                     WHERE b.session_type = 'Past'
                    """);
            statement.execute("ALTER TABLE bookings ENABLE TRIGGER USER");
            System.out.printf("%28s rows after %d s%n", "", seconds(began));
            for (var sql : restore) {
                statement.execute(sql);
            }
            statement.execute("VACUUM (ANALYZE) bookings");
            statement.execute("VACUUM (ANALYZE) mentoring_sessions");
            statement.execute("VACUUM (ANALYZE) occupied");
            statement.execute("CHECKPOINT");
        }
        System.out.printf("%28s indexes and constraints after %d s%n", "", seconds(began));
    }

    private static void removePast() throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("TRUNCATE bookings, mentoring_sessions, occupied, scheduled_cancellations");
            statement.execute("VACUUM (ANALYZE) bookings");
            statement.execute("VACUUM (ANALYZE) mentoring_sessions");
            statement.execute("VACUUM (ANALYZE) occupied");
            statement.execute("CHECKPOINT");
        }
    }

    /** Drops constraints and indexes; answers the statements that bring them back, in order. */
    private static List<String> dropConstraintsAndIndexes(Statement statement) throws SQLException {
        var drop = new ArrayList<String>();
        var restore = new ArrayList<String>();
        try (var rows = statement.executeQuery("""
                SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
                       format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
                  FROM pg_constraint
                 WHERE (conrelid IN ('bookings'::regclass, 'mentoring_sessions'::regclass, 'occupied'::regclass)
                        OR confrelid = 'bookings'::regclass) AND contype IN ('p', 'u', 'x', 'f')
                 ORDER BY contype = 'f', conname
                """)) {
            while (rows.next()) {
                drop.addFirst(rows.getString(1));
                restore.add(rows.getString(2));
            }
        }
        try (var rows = statement.executeQuery("""
                SELECT format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
                  FROM pg_index i
                 WHERE i.indrelid IN ('bookings'::regclass, 'mentoring_sessions'::regclass, 'occupied'::regclass)
                   AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
                """)) {
            while (rows.next()) {
                drop.add(rows.getString(1));
                restore.add(rows.getString(2));
            }
        }
        for (var sql : drop) {
            statement.execute(sql);
        }
        return restore;
    }

    private static long seconds(Instant since) {
        return Duration.between(since, Instant.now()).toSeconds();
    }
}
