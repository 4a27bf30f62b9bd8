SET LOCAL check_function_bodies = off;

-- A booking as its events carry it: with the addresses of both sides, which mails need, and with where it meets only while it is
-- confirmed. Questions are in events of their own. p_shown is what booking_json shows of it.
CREATE OR REPLACE FUNCTION booking_event_json(b bookings, p_shown jsonb) RETURNS jsonb
    LANGUAGE sql STABLE AS $$
    SELECT p_shown - '{questions_asked,question_open,questions}'::text[] || jsonb_build_object(
        'mentor_email', b.mentor_email, 'user_email', b.user_email,
        'mentor_shares_email', NOT EXISTS (SELECT FROM hidden_addresses h WHERE h.user_id = b.mentor_id::uuid),
        'user_shares_email', NOT EXISTS (SELECT FROM hidden_addresses h WHERE h.user_id = b.user_id::uuid),
        -- Of a booking that was confirmed before the calendar was connected invitations may have been mailed, which later mails change;
        -- nobody is invited to a request.
        'mentor_has_own_entry', EXISTS (SELECT FROM calendars_with_separate_entries c
                                         WHERE c.mentor_id = b.mentor_id::uuid
                                           AND (c.since <= b.created_at
                                                OR c.since <= (SELECT s.created_at FROM mentoring_sessions s WHERE s.booking_id = b.id))))
$$;

COMMENT ON FUNCTION booking_event_json IS 'A booking as its events carry it.';
