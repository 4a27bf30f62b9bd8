-- How rows are shown: the one shape of answers and of events.

CREATE FUNCTION rfc3339(t timestamptz) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT to_char(t AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') $$;

CREATE FUNCTION booking_json(b bookings) RETURNS jsonb
    LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'id', b.id, 'session_id', b.session_id,
        'mentor_id', b.mentor_id, 'mentor_name', b.mentor_name, 'mentor_email', b.mentor_email,
        'mentor_time_zone', b.mentor_time_zone, 'mentor_locale', b.mentor_locale,
        'user_id', b.user_id, 'user_name', b.user_name, 'user_email', b.user_email,
        'user_time_zone', b.user_time_zone, 'user_locale', b.user_locale,
        'date', b.date, 'time', b."time", 'start_time', rfc3339(b.start_time), 'end_time', rfc3339(b.end_time),
        'session_type', b.session_type, 'duration_minutes', b.duration_minutes,
        'meeting_id', b.meeting_id, 'meeting_url', b.meeting_url, 'status', b.status, 'note', b.note,
        'sequence', b.sequence, 'version', b.version, 'created_at', rfc3339(b.created_at),
        'cancelled_by', b.cancelled_by, 'reason', b.reason)
$$;

CREATE FUNCTION session_json(s mentoring_sessions) RETURNS jsonb
    LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'id', s.id, 'booking_id', s.booking_id, 'mentor_id', s.mentor_id, 'mentor_name', s.mentor_name,
        'mentee_id', s.mentee_id, 'mentee_name', s.mentee_name, 'status', s.status,
        'start_time', rfc3339(s.start_time), 'end_time', rfc3339(s.end_time), 'created_at', rfc3339(s.created_at),
        'cancelled_at', rfc3339(s.cancelled_at), 'completed_at', rfc3339(s.completed_at), 'version', s.version)
$$;

-- What is told of a booking and of a session, in the transaction that changed them.

CREATE FUNCTION announce_booking(b bookings, p_what text, p_traceparent text,
                                 p_previous_start timestamptz DEFAULT NULL, p_previous_end timestamptz DEFAULT NULL)
    RETURNS void
    LANGUAGE sql AS $$
    INSERT INTO outbox (topic, type, subject, aggregate_version, traceparent, data)
    VALUES ('mentoring.bookings', 'org.mentoring.booking.' || p_what || '.v1', b.id, b.version, p_traceparent,
            booking_json(b) || jsonb_build_object('previous_start_time', rfc3339(p_previous_start),
                                                  'previous_end_time', rfc3339(p_previous_end)))
$$;

CREATE FUNCTION announce_session(s mentoring_sessions, p_what text, p_traceparent text) RETURNS void
    LANGUAGE sql AS $$
    INSERT INTO outbox (topic, type, subject, aggregate_version, traceparent, data)
    VALUES ('mentoring.sessions', 'org.mentoring.session.' || p_what || '.v1', s.id, s.events, p_traceparent,
            session_json(s) - 'id' || jsonb_build_object('session_id', s.id))
$$;

-- The specification's procedure to send confirmation e-mails: it hands the booking over, in the transaction that made it,
-- to be told to both sides. The notification service writes the mails when the event arrives, each once.
CREATE PROCEDURE send_confirmation_emails(p_booking uuid, p_traceparent text DEFAULT NULL)
    LANGUAGE plpgsql AS $$
DECLARE
    v_booking bookings;
BEGIN
    SELECT * INTO STRICT v_booking FROM bookings WHERE id = p_booking;
    PERFORM announce_booking(v_booking, 'confirmed', p_traceparent);
END $$;

-- Whoever takes time of these two calendars queues here. Without it two who insert the same time would each wait for the
-- other to end (an exclusion constraint looks for rivals after the row is in) and be told so by the deadlock detector, a
-- second later. The constraints remain what guarantees that nothing overlaps. Always the mentor first, so no cycle arises.
CREATE FUNCTION lock_calendars(p_mentor uuid, p_mentee uuid) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('mentor ' || p_mentor, 0));
    PERFORM pg_advisory_xact_lock(hashtextextended('mentee ' || p_mentee, 0));
END $$;

-- The specification's function to book a mentoring session: one round trip and a transaction of its own, all or nothing.
--
-- The caller has checked that the mentor offers the time under p_schedule_version; the outcome says what came of it:
--   booked            body is the booking; so it is stored for p_key
--   replay            status, headers and body are those of the first request with p_key
--   mismatch          another request used p_key
--   in_flight         the first request with p_key has not ended
--   unknown_mentor    nobody, or not approved
--   no_email          the caller cannot be written to
--   schedule_changed  the mentor has changed the schedule: check again
-- A time that is taken is refused by bookings_no_overlap_per_mentor, a mentee who is busy by bookings_no_overlap_per_mentee.
CREATE FUNCTION book_session(
    p_caller uuid, p_roles text, p_key text, p_fingerprint bytea,
    p_mentor uuid, p_schedule_version bigint, p_session_type text, p_start timestamptz, p_duration_minutes integer,
    p_buffer_before_minutes integer, p_buffer_after_minutes integer, p_date text, p_time text, p_note text,
    p_meeting_id text, p_meeting_url text, p_user_name text, p_user_email text, p_now timestamptz, p_traceparent text,
    OUT outcome text, OUT status smallint, OUT headers jsonb, OUT body jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    c_operation CONSTANT text := 'POST /api/v1/bookings';
    v_end       CONSTANT timestamptz := p_start + make_interval(mins => p_duration_minutes);
    v_mentor    mentors;
    v_zone      text;
    v_version   bigint;
    v_person    people;
    v_booking   bookings;
BEGIN
    PERFORM set_config('app.user_id', p_caller::text, true), set_config('app.roles', p_roles, true);
    IF p_key IS NOT NULL THEN
        SELECT c.outcome, c.status, c.headers, c.body INTO outcome, status, headers, body
          FROM idempotency_claim(p_caller, c_operation, p_key, p_fingerprint) c;
        IF outcome <> 'new' THEN
            RETURN;
        END IF;
    END IF;
    PERFORM lock_calendars(p_mentor, p_caller);

    -- The mentor's address becomes part of the booking, which the mentee may read; the row it comes from is not the mentee's.
    PERFORM set_config('app.roles', 'service', true);
    SELECT * INTO v_mentor FROM mentors m WHERE m.id = p_mentor AND m.status = 'approved';
    PERFORM set_config('app.roles', p_roles, true);
    IF v_mentor.id IS NULL THEN
        outcome := 'unknown_mentor';
        RETURN;
    END IF;
    SELECT s.time_zone, s.schedule_version INTO v_zone, v_version FROM schedules s WHERE s.mentor_id = p_mentor;
    IF v_version IS DISTINCT FROM p_schedule_version THEN
        outcome := 'schedule_changed';
        RETURN;
    END IF;
    SELECT * INTO v_person FROM people p WHERE p.user_id = p_caller;
    IF coalesce(v_person.email, p_user_email) IS NULL THEN
        outcome := 'no_email';
        RETURN;
    END IF;

    INSERT INTO bookings (id, mentor_id, mentor_name, mentor_email, user_id, user_email, date, "time", session_type,
                          meeting_id, meeting_url, status, created_at, session_id, start_time, end_time, occupied,
                          duration_minutes, mentor_time_zone, mentor_locale, user_name, user_time_zone, user_locale, note)
    VALUES (uuidv7(), p_mentor::text, v_mentor.name, v_mentor.email, p_caller::text,
            coalesce(v_person.email, p_user_email), p_date, p_time, p_session_type,
            p_meeting_id, p_meeting_url, 'confirmed', p_now, uuidv7(), p_start, v_end,
            tstzrange(p_start - make_interval(mins => p_buffer_before_minutes),
                      v_end + make_interval(mins => p_buffer_after_minutes)),
            p_duration_minutes, v_zone, v_mentor.locale, coalesce(v_person.name, p_user_name, 'A mentee'),
            coalesce(v_person.time_zone, 'UTC'), coalesce(v_person.locale, 'en'), p_note)
    RETURNING * INTO v_booking;

    INSERT INTO mentoring_sessions (id, booking_id, mentor_id, mentor_name, mentee_id, mentee_name, status,
                                    start_time, end_time, created_at)
    VALUES (v_booking.session_id, v_booking.id, p_mentor, v_booking.mentor_name, p_caller, v_booking.user_name, 'upcoming',
            p_start, v_end, p_now);

    CALL send_confirmation_emails(v_booking.id, p_traceparent);

    outcome := 'booked';
    status := 201;
    headers := jsonb_build_object('Location', '/api/v1/bookings/' || v_booking.id, 'ETag', '"' || v_booking.version || '"');
    body := booking_json(v_booking);
    IF p_key IS NOT NULL THEN
        PERFORM idempotency_store(p_caller, c_operation, p_key, p_fingerprint, status, headers, body);
    END IF;
END $$;
