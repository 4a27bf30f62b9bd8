-- The bookings as they stand, as far as their events are known: what is to come, and what reminders are about.
CREATE TABLE bookings (
    id         uuid        PRIMARY KEY,
    version    bigint      NOT NULL,
    status     text        NOT NULL,
    start_time timestamptz NOT NULL,
    end_time   timestamptz NOT NULL,
    mentor_id  uuid        NOT NULL,
    mentee_id  uuid        NOT NULL,
    data       jsonb       NOT NULL,
    CONSTRAINT bookings_status_known CHECK (status IN ('requested', 'confirmed', 'declined', 'expired', 'cancelled'))
);
CREATE INDEX bookings_of_mentor ON bookings (mentor_id, start_time);
CREATE INDEX bookings_of_mentee ON bookings (mentee_id, start_time);
COMMENT ON COLUMN bookings.data IS 'As the event of this version told it';

-- Reminders that have not gone out. One that has, or is of no use any more, is deleted.
CREATE TABLE reminders (
    booking_id     uuid        NOT NULL REFERENCES bookings ON DELETE CASCADE,
    recipient_id   uuid        NOT NULL,
    minutes_before integer     NOT NULL,
    due_at         timestamptz NOT NULL,
    PRIMARY KEY (booking_id, recipient_id, minutes_before)
);
CREATE INDEX reminders_due ON reminders (due_at);

ALTER TABLE bookings ENABLE ROW LEVEL SECURITY;
ALTER TABLE bookings FORCE ROW LEVEL SECURITY;
ALTER TABLE reminders ENABLE ROW LEVEL SECURITY;
ALTER TABLE reminders FORCE ROW LEVEL SECURITY;
CREATE POLICY bookings_service_alone ON bookings USING ((SELECT app_has_role('service')));
CREATE POLICY reminders_service_alone ON reminders USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON bookings TO "${app_role}";
-- Whoever locks a row must be allowed to change it.
GRANT SELECT, INSERT, UPDATE, DELETE ON reminders TO "${app_role}";

-- Plans reminders of bookings that stand, for times that have not passed.
CREATE FUNCTION plan_reminders(p_booking uuid, p_person uuid, p_now timestamptz) RETURNS void LANGUAGE sql AS $$
    INSERT INTO reminders (booking_id, recipient_id, minutes_before, due_at)
    SELECT b.id, r.person, m.minutes, b.start_time - make_interval(mins => m.minutes)
      FROM bookings b
     CROSS JOIN LATERAL (VALUES (b.mentor_id), (b.mentee_id)) r (person)
      LEFT JOIN preferences w ON w.user_id = r.person
     CROSS JOIN LATERAL (SELECT DISTINCT unnest(coalesce(w.reminder_minutes, '{1440,60}'))) m (minutes)
     WHERE (b.id = p_booking OR b.mentor_id = p_person OR b.mentee_id = p_person)
       AND (p_person IS NULL OR r.person = p_person)
       AND b.status = 'confirmed' AND b.start_time > p_now
       AND b.start_time - make_interval(mins => m.minutes) > p_now
    ON CONFLICT DO NOTHING
$$;

-- Keeps a booking unless a later version is known, and plans its reminders anew. Answers whether it was news.
CREATE FUNCTION follow_booking(p_id uuid, p_version bigint, p_status text, p_start timestamptz, p_end timestamptz,
                               p_mentor uuid, p_mentee uuid, p_data jsonb, p_now timestamptz) RETURNS boolean
    LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookings AS known (id, version, status, start_time, end_time, mentor_id, mentee_id, data)
    VALUES (p_id, p_version, p_status, p_start, p_end, p_mentor, p_mentee, p_data)
    ON CONFLICT (id) DO UPDATE
        SET version = excluded.version, status = excluded.status, start_time = excluded.start_time,
            end_time = excluded.end_time, mentor_id = excluded.mentor_id, mentee_id = excluded.mentee_id,
            data = excluded.data
      WHERE known.version < excluded.version;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    DELETE FROM reminders WHERE booking_id = p_id;
    PERFORM plan_reminders(p_id, NULL, p_now);
    RETURN true;
END $$;

-- Plans a person's reminders anew. What is due already is left to go out.
CREATE FUNCTION plan_reminders_of(p_person uuid, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM reminders WHERE recipient_id = p_person AND due_at > p_now;
    PERFORM plan_reminders(NULL, p_person, p_now);
END $$;

-- Turns reminders that are due into messages. Of several that are due to one person for one session only the last counts,
-- and none once the session has begun. Answers how many reminders were dealt with.
CREATE FUNCTION release_reminders(p_now timestamptz, p_limit integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v_count integer;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    WITH due AS (
        DELETE FROM reminders
         WHERE (booking_id, recipient_id, minutes_before) IN
               (SELECT booking_id, recipient_id, minutes_before FROM reminders
                 WHERE due_at <= p_now ORDER BY due_at LIMIT p_limit FOR UPDATE SKIP LOCKED)
        RETURNING *),
    released AS (
        INSERT INTO messages (event_source, event_id, kind, booking_id, booking_version, recipient_id, recipient_side,
                              recipient_name, recipient_email, recipient_time_zone, recipient_locale, data, order_key,
                              order_version, created_at, due_at, expires_at)
        SELECT '/mentoring/notification-service',
               b.id || '/' || to_char(b.start_time AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS') || '/' || d.minutes_before,
               'session-reminder', b.id, b.version, d.recipient_id,
               CASE WHEN of_mentor THEN 'mentor' ELSE 'mentee' END,
               b.data ->> CASE WHEN of_mentor THEN 'mentor_name' ELSE 'user_name' END,
               coalesce(p.email, b.data ->> CASE WHEN of_mentor THEN 'mentor_email' ELSE 'user_email' END),
               b.data ->> CASE WHEN of_mentor THEN 'mentor_time_zone' ELSE 'user_time_zone' END,
               b.data ->> CASE WHEN of_mentor THEN 'mentor_locale' ELSE 'user_locale' END,
               b.data, b.id, b.version, p_now, p_now, b.start_time
          FROM due d
          JOIN bookings b ON b.id = d.booking_id
         CROSS JOIN LATERAL (SELECT d.recipient_id = b.mentor_id) side (of_mentor)
          LEFT JOIN people p ON p.user_id = d.recipient_id
         WHERE b.status = 'confirmed' AND b.start_time > p_now
           AND NOT EXISTS (SELECT FROM reminders later
                            WHERE later.booking_id = d.booking_id AND later.recipient_id = d.recipient_id
                              AND later.minutes_before < d.minutes_before AND later.due_at <= p_now)
        ON CONFLICT ON CONSTRAINT messages_one_per_event_recipient_and_kind DO NOTHING)
    SELECT count(*) INTO v_count FROM due;
    RETURN v_count;
END $$;

-- Bookings that were told before this version are reminded of as well.
SELECT set_config('app.roles', 'service', true);
INSERT INTO bookings (id, version, status, start_time, end_time, mentor_id, mentee_id, data)
SELECT DISTINCT ON (m.booking_id)
       m.booking_id, m.booking_version,
       CASE m.kind WHEN 'booking-rescheduled' THEN 'confirmed' ELSE substr(m.kind, 9) END,
       (m.data ->> 'start_time')::timestamptz, (m.data ->> 'end_time')::timestamptz,
       (m.data ->> 'mentor_id')::uuid, (m.data ->> 'user_id')::uuid, m.data
  FROM messages m
 WHERE m.booking_id IS NOT NULL
 ORDER BY m.booking_id, m.booking_version DESC;
SELECT plan_reminders(id, NULL, now()) FROM bookings WHERE start_time > now();
