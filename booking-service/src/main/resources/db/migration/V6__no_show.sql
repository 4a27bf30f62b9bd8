ALTER TABLE mentoring_sessions
    ADD COLUMN absent text,
    ADD CONSTRAINT mentoring_sessions_somebody_was_absent CHECK (absent IN ('mentor', 'mentee'));
COMMENT ON COLUMN mentoring_sessions.absent IS 'Who did not come; NULL unless the status is no-show';
GRANT UPDATE (absent) ON mentoring_sessions TO "${app_role}";

CREATE OR REPLACE FUNCTION session_json(s mentoring_sessions) RETURNS jsonb
    LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'id', s.id, 'booking_id', s.booking_id, 'mentor_id', s.mentor_id, 'mentor_name', s.mentor_name,
        'mentee_id', s.mentee_id, 'mentee_name', s.mentee_name, 'status', s.status, 'absent', s.absent,
        'start_time', rfc3339(s.start_time), 'end_time', rfc3339(s.end_time), 'created_at', rfc3339(s.created_at),
        'cancelled_at', rfc3339(s.cancelled_at), 'completed_at', rfc3339(s.completed_at), 'version', s.version)
$$;

-- Says on behalf of its mentor that a session did not take place. Once it has ended, by its mentor or by the clock, it has been
-- told as one that did. The outcome: no-show (body is the session), unknown, not_mentor, not_begun, closed.
CREATE FUNCTION miss_session(p_session uuid, p_absent text, p_now timestamptz, p_traceparent text,
                             OUT outcome text, OUT body jsonb)
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
       SET status = 'no-show', absent = p_absent, version = version + 1, events = events + 1
     WHERE id = p_session
    RETURNING * INTO v_session;
    PERFORM announce_session(v_session, 'no-show', p_traceparent);
    outcome := 'no-show';
    body := session_json(v_session);
END $$;
