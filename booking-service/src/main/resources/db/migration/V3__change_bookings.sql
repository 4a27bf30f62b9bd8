-- Cancels a booking on behalf of one of its sides, before it begins. The outcome:
--   cancelled  body is the booking
--   unknown    there is none, or not one of the caller's
--   closed     it occupies no time any more
--   begun      its time has come
CREATE FUNCTION cancel_booking(p_booking uuid, p_reason text, p_now timestamptz, p_traceparent text,
                               OUT outcome text, OUT body jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_booking bookings;
    v_session mentoring_sessions;
BEGIN
    SELECT * INTO v_booking FROM bookings WHERE id = p_booking FOR UPDATE;
    outcome := CASE
        WHEN v_booking.id IS NULL THEN 'unknown'
        WHEN v_booking.status NOT IN ('pending', 'confirmed') THEN 'closed'
        WHEN v_booking.start_time <= p_now THEN 'begun'
    END;
    IF outcome IS NOT NULL THEN
        RETURN;
    END IF;

    UPDATE bookings
       SET status = 'cancelled', cancelled_at = p_now, reason = p_reason,
           cancelled_by = CASE WHEN mentor_id = app_user_id()::text THEN 'mentor' ELSE 'mentee' END,
           sequence = sequence + 1, version = version + 1
     WHERE id = p_booking
    RETURNING * INTO v_booking;
    UPDATE mentoring_sessions
       SET status = 'cancelled', cancelled_at = p_now, version = version + 1, events = events + 1
     WHERE booking_id = p_booking
    RETURNING * INTO v_session;

    PERFORM announce_booking(v_booking, 'cancelled', p_traceparent);
    PERFORM announce_session(v_session, 'cancelled', p_traceparent);
    outcome := 'cancelled';
    body := booking_json(v_booking);
END $$;

-- Moves a booking: the new time is taken and the old one is free, or nothing changes. The caller has checked that the
-- mentor offers the new time under p_schedule_version; a rival in the new time makes the constraints refuse. The outcome:
--   rescheduled       body is the booking
--   unknown           there is none, or not one of the caller's
--   closed            it is not confirmed any more
--   begun             its time has come
--   same_time         it is there already
--   schedule_changed  the mentor has changed the schedule: check again
CREATE FUNCTION reschedule_booking(
    p_booking uuid, p_schedule_version bigint, p_start timestamptz,
    p_buffer_before_minutes integer, p_buffer_after_minutes integer, p_date text, p_time text,
    p_now timestamptz, p_traceparent text, OUT outcome text, OUT body jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_before  bookings;
    v_after   bookings;
    v_version bigint;
    v_zone    text;
BEGIN
    SELECT * INTO v_before FROM bookings WHERE id = p_booking;
    IF v_before.id IS NULL THEN
        outcome := 'unknown';
        RETURN;
    END IF;
    -- The calendars before the row, as book_session takes them.
    PERFORM lock_calendars(v_before.mentor_id::uuid, v_before.user_id::uuid);
    SELECT * INTO STRICT v_before FROM bookings WHERE id = p_booking FOR UPDATE;
    SELECT schedule_version, time_zone INTO v_version, v_zone FROM schedules
     WHERE mentor_id = v_before.mentor_id::uuid;
    outcome := CASE
        WHEN v_before.status <> 'confirmed' THEN 'closed'
        WHEN v_before.start_time <= p_now THEN 'begun'
        WHEN v_before.start_time = p_start THEN 'same_time'
        WHEN v_version IS DISTINCT FROM p_schedule_version THEN 'schedule_changed'
    END;
    IF outcome IS NOT NULL THEN
        RETURN;
    END IF;

    UPDATE bookings
       SET start_time = p_start, end_time = p_start + make_interval(mins => duration_minutes),
           occupied = tstzrange(p_start - make_interval(mins => p_buffer_before_minutes),
                                p_start + make_interval(mins => duration_minutes + p_buffer_after_minutes)),
           date = p_date, "time" = p_time, mentor_time_zone = v_zone, sequence = sequence + 1, version = version + 1
     WHERE id = p_booking
    RETURNING * INTO v_after;
    UPDATE mentoring_sessions
       SET start_time = v_after.start_time, end_time = v_after.end_time, version = version + 1
     WHERE booking_id = p_booking;

    PERFORM announce_booking(v_after, 'rescheduled', p_traceparent, v_before.start_time, v_before.end_time);
    outcome := 'rescheduled';
    body := booking_json(v_after);
END $$;

-- Ends a session on behalf of its mentor. The outcome: completed (body is the session), unknown, not_mentor, not_begun, closed.
CREATE FUNCTION complete_session(p_session uuid, p_now timestamptz, p_traceparent text, OUT outcome text, OUT body jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_session mentoring_sessions;
BEGIN
    SELECT * INTO v_session FROM mentoring_sessions WHERE id = p_session FOR UPDATE;
    outcome := CASE
        WHEN v_session.id IS NULL THEN 'unknown'
        WHEN v_session.mentor_id IS DISTINCT FROM app_user_id() THEN 'not_mentor'
        WHEN v_session.status NOT IN ('upcoming', 'active') THEN 'closed'
        WHEN v_session.start_time > p_now THEN 'not_begun'
    END;
    IF outcome IS NOT NULL THEN
        RETURN;
    END IF;
    UPDATE mentoring_sessions
       SET status = 'completed', completed_at = p_now, version = version + 1, events = events + 1
     WHERE id = p_session
    RETURNING * INTO v_session;
    PERFORM announce_session(v_session, 'completed', p_traceparent);
    outcome := 'completed';
    body := session_json(v_session);
END $$;

-- Lets the clock begin and end sessions; answers how many it changed. Several replicas may call it at once, and after a
-- downtime it catches up: a session that began and ended meanwhile is told to have begun, then to have ended.
CREATE FUNCTION advance_sessions(p_now timestamptz, p_limit integer) RETURNS integer
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_session mentoring_sessions;
    v_changed integer := 0;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    FOR v_session IN
        UPDATE mentoring_sessions SET status = 'active', version = version + 1, events = events + 1
         WHERE id IN (SELECT id FROM mentoring_sessions WHERE status = 'upcoming' AND start_time <= p_now
                       ORDER BY start_time LIMIT p_limit FOR UPDATE SKIP LOCKED)
        RETURNING *
    LOOP
        PERFORM announce_session(v_session, 'started', NULL);
        v_changed := v_changed + 1;
    END LOOP;
    FOR v_session IN
        UPDATE mentoring_sessions
           SET status = 'completed', completed_at = end_time, version = version + 1, events = events + 1
         WHERE id IN (SELECT id FROM mentoring_sessions WHERE status = 'active' AND end_time <= p_now
                       ORDER BY end_time LIMIT p_limit FOR UPDATE SKIP LOCKED)
        RETURNING *
    LOOP
        PERFORM announce_session(v_session, 'completed', NULL);
        v_changed := v_changed + 1;
    END LOOP;
    RETURN v_changed;
END $$;
