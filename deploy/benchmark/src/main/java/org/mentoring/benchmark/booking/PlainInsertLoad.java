package org.mentoring.benchmark.booking;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import org.mentoring.benchmark.load.ConstantConcurrencyLoad;
import org.mentoring.kit.test.TestDatabase;

/**
 * The rows of a booking, its session, its event and the time that it takes, inserted by one call into tables of the same columns that have
 * primary keys and the exclusion constraint alone: what the database itself does for a booking, without rules, row security, other
 * constraints and other indexes.
 */
final class PlainInsertLoad extends ConstantConcurrencyLoad {

    private static final String TABLES = """
            CREATE SCHEMA plain;
            CREATE TABLE plain.bookings (LIKE bookings INCLUDING DEFAULTS, PRIMARY KEY (id));
            CREATE TABLE plain.mentee_activity (LIKE mentee_activity INCLUDING DEFAULTS, PRIMARY KEY (user_id, mentor_id));
            CREATE TABLE plain.mentoring_sessions (LIKE mentoring_sessions INCLUDING DEFAULTS, PRIMARY KEY (id));
            CREATE TABLE plain.outbox (LIKE outbox INCLUDING DEFAULTS, PRIMARY KEY (id));
            CREATE TABLE plain.occupied (LIKE occupied, EXCLUDE USING gist (person WITH =, during WITH &&));
            CREATE FUNCTION plain.book(p_mentor uuid, p_mentee uuid, p_start timestamptz, p_end timestamptz, p_now timestamptz,
                                       p_event jsonb) RETURNS void
                LANGUAGE plpgsql AS $$
            DECLARE
                v_booking CONSTANT uuid := uuidv7();
                v_session CONSTANT uuid := uuidv7();
            BEGIN
                INSERT INTO plain.bookings (
                    id, session_id, created_at, session_type, duration_minutes, meeting_id, meeting_url,
                    mentor_id, mentor_name, mentor_email, mentor_time_zone, mentor_locale,
                    user_id, user_name, user_email, user_time_zone, user_locale, date, "time", start_time, end_time, occupied)
                VALUES (v_booking, v_session, p_now, 'Five minutes', 5, 'room', 'https://meet.example.org/room',
                    p_mentor::text, 'Mentor', p_mentor || '@example.org', 'UTC', 'en',
                    p_mentee::text, 'Mentee', p_mentee || '@example.org', 'UTC', 'en', '2026-01-01', '10:00', p_start, p_end,
                    tstzrange(p_start, p_end));
                INSERT INTO plain.mentee_activity (user_id, mentor_id, changes, changed_at)
                VALUES (p_mentee, p_mentor, ARRAY[p_now], p_now)
                ON CONFLICT (user_id, mentor_id) DO UPDATE SET changes = excluded.changes, changed_at = excluded.changed_at;
                INSERT INTO plain.occupied (person, during, booking_id)
                VALUES (p_mentor, tstzrange(p_start, p_end), v_booking), (p_mentee, tstzrange(p_start, p_end), v_booking);
                INSERT INTO plain.mentoring_sessions (id, booking_id, mentor_id, mentor_name, mentee_id, mentee_name, status,
                                                      start_time, end_time, created_at)
                VALUES (v_session, v_booking, p_mentor, 'Mentor', p_mentee, 'Mentee', 'upcoming', p_start, p_end, p_now);
                INSERT INTO plain.outbox (topic, type, subject, aggregate_version, data)
                VALUES ('mentoring.bookings', 'org.mentoring.booking.confirmed.v1', v_booking, 1, p_event);
            END $$;
            GRANT USAGE ON SCHEMA plain TO PUBLIC;
            GRANT ALL ON ALL TABLES IN SCHEMA plain TO PUBLIC;
            """;
    private static final String BOOK = "SELECT plain.book($1, $2, $3, $4, $5, $6)";
    private static final String EVENT = "SELECT data FROM outbox WHERE topic = 'mentoring.bookings' LIMIT 1";

    private final Pool pool;
    private final MentorMenteePairs pairs;
    private final JsonObject event;

    private PlainInsertLoad(Pool pool, MentorMenteePairs pairs, JsonObject event) {
        this.pool = pool;
        this.pairs = pairs;
        this.event = event;
    }

    /** Makes the tables; the event of each row is that of a booking that was made before. */
    static PlainInsertLoad over(Pool pool, MentorMenteePairs pairs) throws SQLException {
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute(TABLES);
            try (var event = statement.executeQuery(EVENT)) {
                event.next();
                return new PlainInsertLoad(pool, pairs, new JsonObject(event.getString(1)));
            }
        }
    }

    @Override
    protected Future<Void> start() {
        var planned = pairs.next();
        var start = planned.start().atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(BOOK)
                .execute(Tuple.of(
                        planned.pair().mentor(),
                        planned.pair().mentee(),
                        start,
                        start.plusMinutes(MentorMenteePairs.MINUTES),
                        Instant.now().atOffset(ZoneOffset.UTC),
                        event))
                .mapEmpty();
    }
}
