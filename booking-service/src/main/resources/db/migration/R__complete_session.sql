-- Ends a session on behalf of its mentor. The outcome: completed (session is the row), unknown, not_mentor,
-- mentor_suspended, not_begun, closed.
CREATE OR REPLACE FUNCTION complete_session(p_session uuid, p_now timestamptz, p_traceparent text,
                                            OUT outcome text, OUT session jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_session mentoring_sessions;
BEGIN
    SELECT * INTO v_session FROM mentoring_sessions WHERE id = p_session FOR UPDATE;
    outcome := CASE
        WHEN v_session.id IS NULL THEN 'unknown'
        WHEN v_session.mentor_id IS DISTINCT FROM app_user_id() THEN 'not_mentor'
        WHEN NOT mentor_is_approved(v_session.mentor_id) THEN 'mentor_suspended'
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
    PERFORM append_session_event(v_session, 'completed', p_traceparent);
    outcome := 'completed';
    session := session_json(v_session);
END $$;

COMMENT ON FUNCTION complete_session IS 'Ends a session as its mentor.';
