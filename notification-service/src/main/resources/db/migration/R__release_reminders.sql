-- Turns reminders that are due into messages. Of several that are due to one person for one session only the last counts, and none
-- once the session has begun. Returns how many reminders were dealt with.
CREATE OR REPLACE FUNCTION release_reminders(p_now timestamptz, p_limit integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v_roles text := coalesce(current_setting('app.roles', true), '');
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
               side.name, b.data ->> (side.field || '_name'), coalesce(p.email, b.data ->> (side.field || '_email')),
               b.data ->> (side.field || '_time_zone'), b.data ->> (side.field || '_locale'),
               b.data, b.id, b.version, p_now, p_now, b.start_time
          FROM due d
          JOIN bookings b ON b.id = d.booking_id
          JOIN (VALUES (true, 'mentor', 'mentor'), (false, 'mentee', 'user')) side (of_mentor, name, field)
            ON side.of_mentor = (d.recipient_id = b.mentor_id)
          LEFT JOIN people p ON p.user_id = d.recipient_id
         WHERE b.status = 'confirmed' AND b.start_time > p_now
           AND NOT EXISTS (SELECT FROM reminders later
                            WHERE later.booking_id = d.booking_id AND later.recipient_id = d.recipient_id
                              AND later.minutes_before < d.minutes_before AND later.due_at <= p_now)
        ON CONFLICT ON CONSTRAINT messages_one_per_event_recipient_and_kind DO NOTHING)
    SELECT count(*) INTO v_count FROM due;
    PERFORM set_config('app.roles', v_roles, true);
    RETURN v_count;
END $$;
COMMENT ON FUNCTION release_reminders IS
    'Makes mails of reminders that are due; returns how many it was.';
