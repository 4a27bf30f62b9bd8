-- What mentors ask beside the terms of V4 ------------------------------------------------------------------------------

ALTER TABLE booking_terms
    ADD COLUMN change_notice_minutes integer NOT NULL DEFAULT 0,
    ADD CONSTRAINT booking_terms_change_notice_in_range CHECK (change_notice_minutes BETWEEN 0 AND 43200);
COMMENT ON COLUMN booking_terms.change_notice_minutes IS
    'How long before its start a mentee may cancel or move a confirmed session at the latest; 0 for until the start';

-- Whoever knows a link may enter, so it is not among the terms, which everyone may read.
CREATE TABLE meeting_links (
    mentor_id uuid PRIMARY KEY REFERENCES schedules (mentor_id),
    url       text NOT NULL,
    CONSTRAINT meeting_links_are_https CHECK (url LIKE 'https://%' AND char_length(url) <= 2000)
);
COMMENT ON TABLE meeting_links IS 'Where mentors meet who have a room of their own; without a row sessions meet in a new one';

ALTER TABLE meeting_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE meeting_links FORCE ROW LEVEL SECURITY;
CREATE POLICY meeting_links_own ON meeting_links USING (mentor_id = (SELECT app_user_id()));
CREATE POLICY meeting_links_service_reads ON meeting_links FOR SELECT USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON meeting_links TO "${app_role}";

-- Kept with the booking: a mentor who asks for longer notice later does not lock in who booked before.
ALTER TABLE bookings ADD COLUMN changeable_until timestamptz;
COMMENT ON COLUMN bookings.changeable_until IS 'Until when its mentee may cancel or move it once it is confirmed; NULL for until its start';
GRANT UPDATE (changeable_until) ON bookings TO "${app_role}";

CREATE FUNCTION changeable_until(p_terms booking_terms, p_start timestamptz) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE
    AS $$ SELECT p_start - make_interval(mins => nullif((p_terms).change_notice_minutes, 0)) $$;

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
        'expires_at', rfc3339(b.expires_at),
        'changeable_until', rfc3339(b.changeable_until), 'cancelled_by', b.cancelled_by, 'reason', b.reason)
$$;

-- Takes time for the caller: as a hold, as a request where the mentor wants to be asked, otherwise for good. The outcome:
-- taken, or as of book_session. What the caller holds gives way to what the caller takes.
CREATE OR REPLACE FUNCTION take_time(
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
                          expires_at, changeable_until)
    VALUES (uuidv7(), p_mentor::text, v_mentor.name, v_mentor.email, p_caller::text,
            coalesce(v_person.email, p_user_email), p_date, p_time, p_session_type,
            p_meeting_id, p_meeting_url, v_status, p_now, uuidv7(), p_start, v_end, v_occupied,
            p_duration_minutes, v_zone, v_mentor.locale, coalesce(v_person.name, p_user_name, 'A mentee'),
            coalesce(v_person.time_zone, 'UTC'), coalesce(v_person.locale, 'en'), p_note,
            CASE WHEN v_status <> 'confirmed' THEN least(p_until, p_start) END, changeable_until(v_terms, p_start))
    RETURNING * INTO booking;
    outcome := 'taken';
END $$;

-- Whether the caller is the mentee, and so late that only the mentor may still change what was agreed.
CREATE FUNCTION is_too_late(p_booking bookings, p_now timestamptz) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$ SELECT coalesce(p_booking.status = 'confirmed' AND p_booking.changeable_until < p_now
                          AND p_booking.user_id = app_user_id()::text, false) $$;

-- Cancels a booking on behalf of one of its sides, before it begins. The outcome:
--   cancelled  body is the booking
--   unknown    there is none, or not one of the caller's
--   closed     it occupies no time any more
--   begun      its time has come; with the booking as body: the time in which its mentee may change it is over
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
    IF outcome IS NULL AND is_too_late(v_booking, p_now) THEN
        outcome := 'begun';
        body := booking_json(v_booking);
    END IF;
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
--   begun             its time has come; with the booking as body: the time in which its mentee may change it is over
--   same_time         it is there already
--   requested         it waits for the answer of its mentor, who is the caller
--   schedule_changed  the mentor has changed the schedule: check again
--   full              as of book_session
CREATE OR REPLACE FUNCTION reschedule_booking(
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
        WHEN is_too_late(v_before, p_now) THEN 'begun'
        WHEN v_before.status = 'pending' AND v_before.mentor_id = app_user_id()::text THEN 'requested'
        WHEN v_before.start_time = p_start THEN 'same_time'
        WHEN v_version IS DISTINCT FROM p_schedule_version THEN 'schedule_changed'
        WHEN NOT v_room THEN 'full'
    END;
    IF outcome = 'begun' AND v_before.start_time > p_now THEN
        body := booking_json(v_before);
    END IF;
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
           expires_at = CASE WHEN status = 'pending' THEN least(p_answer_by, p_start) END,
           changeable_until = changeable_until(v_terms, p_start)
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

-- Who did not come, and who says so ------------------------------------------------------------------------------------

ALTER TABLE mentoring_sessions
    ADD COLUMN reported_by text,
    ADD CONSTRAINT mentoring_sessions_reported_by_a_side CHECK (reported_by IN ('mentor', 'mentee'));
COMMENT ON COLUMN mentoring_sessions.reported_by IS 'Who said that somebody did not come; NULL unless the status is no-show';
GRANT UPDATE (reported_by) ON mentoring_sessions TO "${app_role}";

CREATE OR REPLACE FUNCTION session_json(s mentoring_sessions) RETURNS jsonb
    LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'id', s.id, 'booking_id', s.booking_id, 'mentor_id', s.mentor_id, 'mentor_name', s.mentor_name,
        'mentee_id', s.mentee_id, 'mentee_name', s.mentee_name, 'status', s.status, 'absent', s.absent,
        'reported_by', s.reported_by,
        'start_time', rfc3339(s.start_time), 'end_time', rfc3339(s.end_time), 'created_at', rfc3339(s.created_at),
        'cancelled_at', rfc3339(s.cancelled_at), 'completed_at', rfc3339(s.completed_at), 'version', s.version)
$$;

-- Says on behalf of one of its sides that a session did not take place because p_absent, or else the other side, did not come.
-- Once it has ended, by its mentor or by the clock, it has been told as one that did. The outcome: no-show (body is the
-- session), unknown, not_begun, closed.
CREATE OR REPLACE FUNCTION miss_session(p_session uuid, p_absent text, p_now timestamptz, p_traceparent text,
                                        OUT outcome text, OUT body jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_session mentoring_sessions;
    v_side    text;
BEGIN
    SELECT * INTO v_session FROM mentoring_sessions WHERE id = p_session FOR UPDATE;
    outcome := CASE
        WHEN v_session.id IS NULL OR app_user_id() NOT IN (v_session.mentor_id, v_session.mentee_id) THEN 'unknown'
        WHEN v_session.status NOT IN ('upcoming', 'active') THEN 'closed'
        WHEN v_session.start_time > p_now THEN 'not_begun'
    END;
    IF outcome IS NOT NULL THEN
        RETURN;
    END IF;
    v_side := CASE WHEN v_session.mentor_id = app_user_id() THEN 'mentor' ELSE 'mentee' END;
    UPDATE mentoring_sessions
       SET status = 'no-show', reported_by = v_side,
           absent = coalesce(p_absent, CASE v_side WHEN 'mentor' THEN 'mentee' ELSE 'mentor' END),
           version = version + 1, events = events + 1
     WHERE id = p_session
    RETURNING * INTO v_session;
    PERFORM announce_session(v_session, 'no-show', p_traceparent);
    outcome := 'no-show';
    body := session_json(v_session);
END $$;

-- The functions of the specification -----------------------------------------------------------------------------------

COMMENT ON FUNCTION book_session(
    uuid, text, text, bytea, uuid, bigint, text, timestamptz, integer, integer, integer, text, text, text, text, text, text,
    text, timestamptz, text, timestamptz) IS
    'The specification''s function to book a mentoring session: one round trip and one transaction that claims the idempotency '
    'key, checks the mentor''s schedule version and terms, inserts booking and session, and hands the confirmation over';
COMMENT ON FUNCTION book_session(
    uuid, text, text, bytea, uuid, bigint, text, timestamptz, integer, integer, integer, text, text, text, text, text, text,
    text, timestamptz, text) IS
    'The specification''s function to book a mentoring session, as the version before calls it';
COMMENT ON PROCEDURE send_confirmation_emails(uuid, text) IS
    'The specification''s procedure to send confirmation e-mails for bookings: hands the booking over in the transaction that '
    'confirmed it; the notification service writes to both sides when the event arrives, each once';
