-- What a mentor asks of bookings beside the schedule; without a row nothing. It is a table of its own because replicas of
-- the version before keep statements prepared that select all columns of schedules: those must not change under them.
CREATE TABLE booking_terms (
    mentor_id         uuid    PRIMARY KEY REFERENCES schedules (mentor_id),
    approval_required boolean NOT NULL DEFAULT false,
    most_per_day      integer,
    most_per_week     integer,
    CONSTRAINT booking_terms_most_per_day_in_range CHECK (most_per_day BETWEEN 1 AND 288),
    CONSTRAINT booking_terms_most_per_week_in_range CHECK (most_per_week BETWEEN 1 AND 2016)
);
COMMENT ON COLUMN booking_terms.most_per_day IS 'On a day of the mentor''s calendar; NULL for any number';
COMMENT ON COLUMN booking_terms.most_per_week IS 'From Monday to Sunday on the mentor''s calendar; NULL for any number';

ALTER TABLE booking_terms ENABLE ROW LEVEL SECURITY;
ALTER TABLE booking_terms FORCE ROW LEVEL SECURITY;
CREATE POLICY booking_terms_read ON booking_terms FOR SELECT USING (true);
CREATE POLICY booking_terms_add ON booking_terms FOR INSERT WITH CHECK (mentor_id = (SELECT app_user_id()));
CREATE POLICY booking_terms_change ON booking_terms FOR UPDATE USING (mentor_id = (SELECT app_user_id()));
GRANT SELECT, INSERT, UPDATE ON booking_terms TO "${app_role}";

-- A request (pending) occupies its time until it is answered or expires_at, a hold until it is booked or expires_at. A row
-- past expires_at occupies nothing any more, whether or not somebody has cleared it away: whoever takes time does that first.
ALTER TABLE bookings
    ADD COLUMN expires_at timestamptz,
    ADD CONSTRAINT bookings_wait_for_an_end CHECK (status NOT IN ('held', 'pending') OR expires_at IS NOT NULL);
CREATE INDEX bookings_to_expire ON bookings (expires_at) WHERE status IN ('held', 'pending');
CREATE INDEX bookings_held_by ON bookings (user_id) WHERE status = 'held';
COMMENT ON COLUMN bookings.expires_at IS 'Until when it is held, or may be answered; NULL when it neither is held nor was left unanswered';

GRANT UPDATE (expires_at) ON bookings TO "${app_role}";
GRANT DELETE ON bookings TO "${app_role}";
CREATE POLICY bookings_holds_are_let_go ON bookings FOR DELETE
    USING (status = 'held' AND (user_id = (SELECT app_user_id()::text) OR (SELECT app_has_role('service'))));
CREATE POLICY bookings_service_expires ON bookings FOR UPDATE
    USING ((SELECT app_has_role('service')) AND status IN ('held', 'pending'))
    WITH CHECK ((SELECT app_has_role('service')) AND status = 'expired');
-- A session begins to exist when its booking is confirmed: by the mentor, where the mentor wants to be asked.
CREATE POLICY mentoring_sessions_mentor_accepts ON mentoring_sessions FOR INSERT
    WITH CHECK (mentor_id = (SELECT app_user_id())
                AND EXISTS (SELECT FROM bookings b
                             WHERE b.id = mentoring_sessions.booking_id AND b.session_id = mentoring_sessions.id
                               AND b.mentor_id = mentoring_sessions.mentor_id::text
                               AND b.user_id = mentoring_sessions.mentee_id::text AND b.status = 'confirmed'));

CREATE OR REPLACE FUNCTION booking_json(b bookings) RETURNS jsonb
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
        'expires_at', rfc3339(b.expires_at), 'cancelled_by', b.cancelled_by, 'reason', b.reason)
$$;

-- Taking time ---------------------------------------------------------------------------------------------------------

-- Clears away what has expired in the calendars of a mentor or a mentee; to be called as the service.
CREATE FUNCTION release_expired(p_mentor uuid, p_mentee uuid, p_now timestamptz) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v_booking bookings;
BEGIN
    FOR v_booking IN
        SELECT * FROM bookings
         WHERE status IN ('held', 'pending') AND expires_at <= p_now
           AND (mentor_id = p_mentor::text OR user_id = p_mentee::text)
           FOR UPDATE
    LOOP
        PERFORM expire_booking(v_booking.id);
    END LOOP;
END $$;

-- Ends a row past its expires_at, which the caller has locked; to be called as the service.
CREATE FUNCTION expire_booking(p_booking uuid) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v_booking bookings;
BEGIN
    DELETE FROM bookings WHERE id = p_booking AND status = 'held';
    IF FOUND THEN
        RETURN;
    END IF;
    UPDATE bookings SET status = 'expired', version = version + 1 WHERE id = p_booking AND status = 'pending'
    RETURNING * INTO v_booking;
    IF FOUND THEN
        PERFORM announce_booking(v_booking, 'expired', NULL);
    END IF;
END $$;

-- Whether one more session that begins then is within the mentor's terms; to be called as the service, under the lock of the
-- mentor's calendar and after release_expired. What the mentee only holds does not stand in the mentee's own way.
CREATE FUNCTION within_terms(p_terms booking_terms, p_zone text, p_mentor uuid, p_mentee uuid, p_start timestamptz,
                             p_moved uuid DEFAULT NULL) RETURNS boolean
    LANGUAGE plpgsql AS $$
DECLARE
    v_day    CONSTANT date := (p_start AT TIME ZONE p_zone)::date;
    v_monday CONSTANT date := date_trunc('week', v_day::timestamp)::date;
    v_in_day  bigint;
    v_in_week bigint;
BEGIN
    IF p_terms.most_per_day IS NULL AND p_terms.most_per_week IS NULL THEN
        RETURN true;
    END IF;
    SELECT count(*) FILTER (WHERE taken.day = v_day), count(*) INTO v_in_day, v_in_week
      FROM (SELECT (start_time AT TIME ZONE p_zone)::date AS day FROM bookings
             WHERE mentor_id = p_mentor::text AND status IN ('held', 'pending', 'confirmed')
               AND start_time BETWEEN p_start - interval '8 days' AND p_start + interval '8 days'
               AND id IS DISTINCT FROM p_moved AND NOT (status = 'held' AND user_id = p_mentee::text)) taken
     WHERE taken.day BETWEEN v_monday AND v_monday + 6;
    RETURN coalesce(v_in_day < p_terms.most_per_day, true) AND coalesce(v_in_week < p_terms.most_per_week, true);
END $$;

-- Takes time for the caller: as a hold, as a request where the mentor wants to be asked, otherwise for good. The outcome:
-- taken, or as of book_session. What the caller holds gives way to what the caller takes.
CREATE FUNCTION take_time(
    p_hold boolean, p_until timestamptz, p_caller uuid, p_roles text,
    p_mentor uuid, p_schedule_version bigint, p_session_type text, p_start timestamptz, p_duration_minutes integer,
    p_buffer_before_minutes integer, p_buffer_after_minutes integer, p_date text, p_time text, p_note text,
    p_meeting_id text, p_meeting_url text, p_user_name text, p_user_email text, p_now timestamptz,
    OUT outcome text, OUT booking bookings)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_end      CONSTANT timestamptz := p_start + make_interval(mins => p_duration_minutes);
    v_occupied CONSTANT tstzrange := tstzrange(p_start - make_interval(mins => p_buffer_before_minutes),
                                               v_end + make_interval(mins => p_buffer_after_minutes));
    v_mentor   mentors;
    v_zone     text;
    v_version  bigint;
    v_terms    booking_terms;
    v_room     boolean;
    v_person   people;
    v_status   text;
BEGIN
    PERFORM lock_calendars(p_mentor, p_caller);

    -- The mentor's address becomes part of the booking, which the mentee may read; the row it comes from is not the mentee's.
    -- Nor are the bookings of others, which count against the mentor's terms and may have expired.
    PERFORM set_config('app.roles', 'service', true);
    SELECT * INTO v_mentor FROM mentors m WHERE m.id = p_mentor AND m.status = 'approved';
    SELECT s.time_zone, s.schedule_version INTO v_zone, v_version FROM schedules s WHERE s.mentor_id = p_mentor;
    SELECT * INTO v_terms FROM booking_terms t WHERE t.mentor_id = p_mentor;
    PERFORM release_expired(p_mentor, p_caller, p_now);
    v_room := within_terms(v_terms, v_zone, p_mentor, p_caller, p_start);
    PERFORM set_config('app.roles', p_roles, true);

    SELECT * INTO v_person FROM people p WHERE p.user_id = p_caller;
    outcome := CASE
        WHEN v_mentor.id IS NULL THEN 'unknown_mentor'
        WHEN v_version IS DISTINCT FROM p_schedule_version THEN 'schedule_changed'
        WHEN NOT v_room THEN 'full'
        WHEN coalesce(v_person.email, p_user_email) IS NULL THEN 'no_email'
    END;
    IF outcome IS NOT NULL THEN
        RETURN;
    END IF;

    DELETE FROM bookings b
     WHERE b.user_id = p_caller::text AND b.status = 'held'
       AND (b.mentor_id = p_mentor::text AND (p_hold OR b.occupied && v_occupied)
            OR tstzrange(b.start_time, b.end_time) && tstzrange(p_start, v_end));
    v_status := CASE WHEN p_hold THEN 'held' WHEN v_terms.approval_required THEN 'pending' ELSE 'confirmed' END;
    INSERT INTO bookings (id, mentor_id, mentor_name, mentor_email, user_id, user_email, date, "time", session_type,
                          meeting_id, meeting_url, status, created_at, session_id, start_time, end_time, occupied,
                          duration_minutes, mentor_time_zone, mentor_locale, user_name, user_time_zone, user_locale, note,
                          expires_at)
    VALUES (uuidv7(), p_mentor::text, v_mentor.name, v_mentor.email, p_caller::text,
            coalesce(v_person.email, p_user_email), p_date, p_time, p_session_type,
            p_meeting_id, p_meeting_url, v_status, p_now, uuidv7(), p_start, v_end, v_occupied,
            p_duration_minutes, v_zone, v_mentor.locale, coalesce(v_person.name, p_user_name, 'A mentee'),
            coalesce(v_person.time_zone, 'UTC'), coalesce(v_person.locale, 'en'), p_note,
            CASE WHEN v_status <> 'confirmed' THEN least(p_until, p_start) END)
    RETURNING * INTO booking;
    outcome := 'taken';
END $$;

-- Makes the session of a booking that is confirmed, and hands the confirmation over to be sent.
CREATE FUNCTION begin_session(p_booking bookings, p_now timestamptz, p_traceparent text) RETURNS void
    LANGUAGE plpgsql SECURITY INVOKER AS $$
BEGIN
    INSERT INTO mentoring_sessions (id, booking_id, mentor_id, mentor_name, mentee_id, mentee_name, status,
                                    start_time, end_time, created_at)
    VALUES (p_booking.session_id, p_booking.id, p_booking.mentor_id::uuid, p_booking.mentor_name,
            p_booking.user_id::uuid, p_booking.user_name, 'upcoming', p_booking.start_time, p_booking.end_time, p_now);
    CALL send_confirmation_emails(p_booking.id, p_traceparent);
END $$;

-- The specification's function to book a mentoring session: one round trip and a transaction of its own, all or nothing.
-- Where the mentor wants to be asked the booking is a request that waits until p_answer_by, or its start, for an answer.
--
-- The caller has checked that the mentor offers the time under p_schedule_version; the outcome says what came of it:
--   booked            body is the booking; so it is stored for p_key
--   replay            status, headers and body are those of the first request with p_key
--   mismatch          another request used p_key
--   in_flight         the first request with p_key has not ended
--   unknown_mentor    nobody, or not approved
--   no_email          the caller cannot be written to
--   schedule_changed  the mentor has changed the schedule: check again
--   full              the mentor has as many sessions on that day or in that week as the mentor's terms allow
-- A time that is taken is refused by bookings_no_overlap_per_mentor, a mentee who is busy by bookings_no_overlap_per_mentee.
CREATE FUNCTION book_session(
    p_caller uuid, p_roles text, p_key text, p_fingerprint bytea,
    p_mentor uuid, p_schedule_version bigint, p_session_type text, p_start timestamptz, p_duration_minutes integer,
    p_buffer_before_minutes integer, p_buffer_after_minutes integer, p_date text, p_time text, p_note text,
    p_meeting_id text, p_meeting_url text, p_user_name text, p_user_email text, p_now timestamptz, p_traceparent text,
    p_answer_by timestamptz,
    OUT outcome text, OUT status smallint, OUT headers jsonb, OUT body jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    c_operation CONSTANT text := 'POST /api/v1/bookings';
    v_taken     record;
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
    SELECT * INTO v_taken
      FROM take_time(false, p_answer_by, p_caller, p_roles, p_mentor, p_schedule_version, p_session_type, p_start,
                     p_duration_minutes, p_buffer_before_minutes, p_buffer_after_minutes, p_date, p_time, p_note,
                     p_meeting_id, p_meeting_url, p_user_name, p_user_email, p_now);
    IF v_taken.outcome <> 'taken' THEN
        outcome := v_taken.outcome;
        RETURN;
    END IF;
    v_booking := v_taken.booking;
    IF v_booking.status = 'pending' THEN
        PERFORM announce_booking(v_booking, 'requested', p_traceparent);
    ELSE
        PERFORM begin_session(v_booking, p_now, p_traceparent);
    END IF;

    outcome := 'booked';
    status := 201;
    headers := jsonb_build_object('Location', '/api/v1/bookings/' || v_booking.id, 'ETag', '"' || v_booking.version || '"');
    body := booking_json(v_booking);
    IF p_key IS NOT NULL THEN
        PERFORM idempotency_store(p_caller, c_operation, p_key, p_fingerprint, status, headers, body);
    END IF;
END $$;

-- As the version before calls it; a mentor who wants to be asked is asked all the same.
CREATE OR REPLACE FUNCTION book_session(
    p_caller uuid, p_roles text, p_key text, p_fingerprint bytea,
    p_mentor uuid, p_schedule_version bigint, p_session_type text, p_start timestamptz, p_duration_minutes integer,
    p_buffer_before_minutes integer, p_buffer_after_minutes integer, p_date text, p_time text, p_note text,
    p_meeting_id text, p_meeting_url text, p_user_name text, p_user_email text, p_now timestamptz, p_traceparent text,
    OUT outcome text, OUT status smallint, OUT headers jsonb, OUT body jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
BEGIN
    SELECT b.outcome, b.status, b.headers, b.body INTO outcome, status, headers, body
      FROM book_session(p_caller, p_roles, p_key, p_fingerprint, p_mentor, p_schedule_version, p_session_type, p_start,
                        p_duration_minutes, p_buffer_before_minutes, p_buffer_after_minutes, p_date, p_time, p_note,
                        p_meeting_id, p_meeting_url, p_user_name, p_user_email, p_now, p_traceparent,
                        p_now + interval '48 hours') b;
    -- That version knows of no day that is full; it knows that somebody was faster.
    IF outcome = 'full' THEN
        RAISE EXCEPTION 'The mentor has no room left on that day or in that week'
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'bookings_no_overlap_per_mentor';
    END IF;
END $$;

-- Holds a slot for the caller until p_until, or its start, in place of what the caller held with the mentor: one round trip
-- and a transaction of its own. The outcome:
--   held      body is the hold
--   too_many  the caller holds p_most with other mentors; the first of them ends at retry_at
--   otherwise as of book_session, and the constraints refuse as they refuse it
CREATE FUNCTION hold_slot(
    p_caller uuid, p_roles text, p_mentor uuid, p_schedule_version bigint, p_session_type text, p_start timestamptz,
    p_duration_minutes integer, p_buffer_before_minutes integer, p_buffer_after_minutes integer, p_date text, p_time text,
    p_user_name text, p_user_email text, p_now timestamptz, p_until timestamptz, p_most integer,
    OUT outcome text, OUT body jsonb, OUT retry_at timestamptz)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_taken record;
    v_hold  bookings;
    v_count bigint;
BEGIN
    PERFORM set_config('app.user_id', p_caller::text, true), set_config('app.roles', p_roles, true);
    PERFORM lock_calendars(p_mentor, p_caller);
    SELECT count(*), min(expires_at) INTO v_count, retry_at FROM bookings
     WHERE user_id = p_caller::text AND status = 'held' AND expires_at > p_now AND mentor_id <> p_mentor::text;
    IF v_count >= p_most THEN
        outcome := 'too_many';
        RETURN;
    END IF;
    SELECT * INTO v_taken
      FROM take_time(true, p_until, p_caller, p_roles, p_mentor, p_schedule_version, p_session_type, p_start,
                     p_duration_minutes, p_buffer_before_minutes, p_buffer_after_minutes, p_date, p_time, NULL,
                     NULL, NULL, p_user_name, p_user_email, p_now);
    outcome := v_taken.outcome;
    IF outcome = 'taken' THEN
        outcome := 'held';
        v_hold := v_taken.booking;
        body := jsonb_build_object(
            'id', v_hold.id, 'mentor_id', v_hold.mentor_id, 'start_time', rfc3339(v_hold.start_time),
            'end_time', rfc3339(v_hold.end_time), 'session_type', v_hold.session_type,
            'expires_at', rfc3339(v_hold.expires_at));
    END IF;
END $$;

-- Answering -----------------------------------------------------------------------------------------------------------

-- Accepts a request on behalf of its mentor. The outcome:
--   accepted    body is the booking, which now has a session
--   unknown     there is none, or not one of the caller's
--   not_mentor  the caller is its mentee
--   answered    it is confirmed already
--   closed      it was declined or cancelled, or nobody answered in time
CREATE FUNCTION accept_booking(p_booking uuid, p_now timestamptz, p_traceparent text, OUT outcome text, OUT body jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_booking bookings;
BEGIN
    SELECT * INTO v_booking FROM bookings WHERE id = p_booking FOR UPDATE;
    outcome := answer_refusal(v_booking, p_now);
    IF outcome IS NOT NULL THEN
        RETURN;
    END IF;
    UPDATE bookings SET status = 'confirmed', expires_at = NULL, version = version + 1 WHERE id = p_booking
    RETURNING * INTO v_booking;
    PERFORM begin_session(v_booking, p_now, p_traceparent);
    outcome := 'accepted';
    body := booking_json(v_booking);
END $$;

-- Declines a request on behalf of its mentor, which frees the time. The outcome is declined, or as of accept_booking.
CREATE FUNCTION decline_booking(p_booking uuid, p_reason text, p_now timestamptz, p_traceparent text,
                                OUT outcome text, OUT body jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_booking bookings;
BEGIN
    SELECT * INTO v_booking FROM bookings WHERE id = p_booking FOR UPDATE;
    outcome := answer_refusal(v_booking, p_now);
    IF outcome IS NOT NULL THEN
        RETURN;
    END IF;
    UPDATE bookings SET status = 'declined', reason = p_reason, expires_at = NULL, version = version + 1
     WHERE id = p_booking
    RETURNING * INTO v_booking;
    PERFORM announce_booking(v_booking, 'declined', p_traceparent);
    outcome := 'declined';
    body := booking_json(v_booking);
END $$;

-- Why a request cannot be answered by the caller; NULL when it can.
CREATE FUNCTION answer_refusal(p_booking bookings, p_now timestamptz) RETURNS text
    LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN p_booking.id IS NULL OR p_booking.status = 'held' THEN 'unknown'
        WHEN p_booking.mentor_id <> app_user_id()::text THEN 'not_mentor'
        WHEN p_booking.status = 'confirmed' THEN 'answered'
        WHEN p_booking.status <> 'pending' OR p_booking.expires_at <= p_now THEN 'closed'
    END
$$;

-- Ends the requests that nobody answered in time and the holds that nobody booked; answers how many. Several replicas may
-- call it at once.
CREATE FUNCTION expire_bookings(p_now timestamptz, p_limit integer) RETURNS integer
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_booking uuid;
    v_changed integer := 0;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    FOR v_booking IN
        SELECT id FROM bookings WHERE status IN ('held', 'pending') AND expires_at <= p_now
         ORDER BY expires_at LIMIT p_limit FOR UPDATE SKIP LOCKED
    LOOP
        PERFORM expire_booking(v_booking);
        v_changed := v_changed + 1;
    END LOOP;
    RETURN v_changed;
END $$;

-- Changing ------------------------------------------------------------------------------------------------------------

-- Cancels a booking on behalf of one of its sides, before it begins. The outcome:
--   cancelled  body is the booking
--   unknown    there is none, or not one of the caller's
--   closed     it occupies no time any more
--   begun      its time has come
--   requested  it waits for the answer of its mentor, who is the caller
CREATE OR REPLACE FUNCTION cancel_booking(p_booking uuid, p_reason text, p_now timestamptz, p_traceparent text,
                                          OUT outcome text, OUT body jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_booking bookings;
    v_session mentoring_sessions;
BEGIN
    SELECT * INTO v_booking FROM bookings WHERE id = p_booking FOR UPDATE;
    outcome := CASE
        WHEN v_booking.id IS NULL OR v_booking.status = 'held' THEN 'unknown'
        WHEN v_booking.status NOT IN ('pending', 'confirmed') THEN 'closed'
        WHEN v_booking.start_time <= p_now THEN 'begun'
        WHEN v_booking.expires_at <= p_now THEN 'closed'
        WHEN v_booking.status = 'pending' AND v_booking.mentor_id = app_user_id()::text THEN 'requested'
    END;
    IF outcome IS NOT NULL THEN
        RETURN;
    END IF;

    UPDATE bookings
       SET status = 'cancelled', cancelled_at = p_now, reason = p_reason, expires_at = NULL,
           cancelled_by = CASE WHEN mentor_id = app_user_id()::text THEN 'mentor' ELSE 'mentee' END,
           sequence = sequence + 1, version = version + 1
     WHERE id = p_booking
    RETURNING * INTO v_booking;
    PERFORM announce_booking(v_booking, 'cancelled', p_traceparent);
    -- A request has no session yet.
    UPDATE mentoring_sessions
       SET status = 'cancelled', cancelled_at = p_now, version = version + 1, events = events + 1
     WHERE booking_id = p_booking
    RETURNING * INTO v_session;
    IF FOUND THEN
        PERFORM announce_session(v_session, 'cancelled', p_traceparent);
    END IF;
    outcome := 'cancelled';
    body := booking_json(v_booking);
END $$;

-- Moves a booking: the new time is taken and the old one is free, or nothing changes. The caller has checked that the
-- mentor offers the new time under p_schedule_version; a rival in the new time makes the constraints refuse. A request stays
-- one, is told anew, and waits for its answer until p_answer_by or its new start. The outcome:
--   rescheduled       body is the booking
--   unknown           there is none, or not one of the caller's
--   closed            it is neither confirmed nor waiting for an answer any more
--   begun             its time has come
--   same_time         it is there already
--   requested         it waits for the answer of its mentor, who is the caller
--   schedule_changed  the mentor has changed the schedule: check again
--   full              as of book_session
CREATE FUNCTION reschedule_booking(
    p_booking uuid, p_schedule_version bigint, p_start timestamptz,
    p_buffer_before_minutes integer, p_buffer_after_minutes integer, p_date text, p_time text,
    p_now timestamptz, p_traceparent text, p_answer_by timestamptz, OUT outcome text, OUT body jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_roles    CONSTANT text := current_setting('app.roles');
    v_before   bookings;
    v_after    bookings;
    v_version  bigint;
    v_zone     text;
    v_terms    booking_terms;
    v_room     boolean;
    v_end      timestamptz;
    v_occupied tstzrange;
BEGIN
    SELECT * INTO v_before FROM bookings WHERE id = p_booking AND status <> 'held';
    IF v_before.id IS NULL THEN
        outcome := 'unknown';
        RETURN;
    END IF;
    -- The calendars before the row, as book_session takes them.
    PERFORM lock_calendars(v_before.mentor_id::uuid, v_before.user_id::uuid);
    SELECT * INTO STRICT v_before FROM bookings WHERE id = p_booking FOR UPDATE;
    SELECT schedule_version, time_zone INTO v_version, v_zone FROM schedules
     WHERE mentor_id = v_before.mentor_id::uuid;
    SELECT * INTO v_terms FROM booking_terms WHERE mentor_id = v_before.mentor_id::uuid;
    PERFORM set_config('app.roles', 'service', true);
    PERFORM release_expired(v_before.mentor_id::uuid, v_before.user_id::uuid, p_now);
    v_room := within_terms(v_terms, v_zone, v_before.mentor_id::uuid, v_before.user_id::uuid, p_start, p_booking);
    PERFORM set_config('app.roles', v_roles, true);
    outcome := CASE
        WHEN v_before.status NOT IN ('pending', 'confirmed') THEN 'closed'
        WHEN v_before.start_time <= p_now THEN 'begun'
        WHEN v_before.expires_at <= p_now THEN 'closed'
        WHEN v_before.status = 'pending' AND v_before.mentor_id = app_user_id()::text THEN 'requested'
        WHEN v_before.start_time = p_start THEN 'same_time'
        WHEN v_version IS DISTINCT FROM p_schedule_version THEN 'schedule_changed'
        WHEN NOT v_room THEN 'full'
    END;
    IF outcome IS NOT NULL THEN
        RETURN;
    END IF;

    v_end := p_start + make_interval(mins => v_before.duration_minutes);
    v_occupied := tstzrange(p_start - make_interval(mins => p_buffer_before_minutes),
                            v_end + make_interval(mins => p_buffer_after_minutes));
    -- What the mentee holds gives way, where it is the mentee who moves.
    DELETE FROM bookings
     WHERE user_id = v_before.user_id AND status = 'held'
       AND (mentor_id = v_before.mentor_id AND occupied && v_occupied
            OR tstzrange(start_time, end_time) && tstzrange(p_start, v_end));
    UPDATE bookings
       SET start_time = p_start, end_time = v_end, occupied = v_occupied, date = p_date, "time" = p_time,
           mentor_time_zone = v_zone, sequence = sequence + 1, version = version + 1,
           expires_at = CASE WHEN status = 'pending' THEN least(p_answer_by, p_start) END
     WHERE id = p_booking
    RETURNING * INTO v_after;
    UPDATE mentoring_sessions
       SET start_time = v_after.start_time, end_time = v_after.end_time, version = version + 1
     WHERE booking_id = p_booking;

    PERFORM announce_booking(v_after, CASE v_after.status WHEN 'pending' THEN 'requested' ELSE 'rescheduled' END,
                             p_traceparent, v_before.start_time, v_before.end_time);
    outcome := 'rescheduled';
    body := booking_json(v_after);
END $$;

-- As the version before calls it.
CREATE OR REPLACE FUNCTION reschedule_booking(
    p_booking uuid, p_schedule_version bigint, p_start timestamptz,
    p_buffer_before_minutes integer, p_buffer_after_minutes integer, p_date text, p_time text,
    p_now timestamptz, p_traceparent text, OUT outcome text, OUT body jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
BEGIN
    SELECT r.outcome, r.body INTO outcome, body
      FROM reschedule_booking(p_booking, p_schedule_version, p_start, p_buffer_before_minutes, p_buffer_after_minutes,
                              p_date, p_time, p_now, p_traceparent, p_now + interval '48 hours') r;
    IF outcome = 'full' THEN
        RAISE EXCEPTION 'The mentor has no room left on that day or in that week'
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'bookings_no_overlap_per_mentor';
    END IF;
END $$;
