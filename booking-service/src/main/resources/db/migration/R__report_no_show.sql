-- Says on behalf of one of its sides that a session did not take place because p_absent, or else the other side, did not come.
-- Once it has ended, by its mentor or by the clock, it has been told as one that did. The outcome: no-show (session is the row),
-- unknown, not_begun, closed.
CREATE OR REPLACE FUNCTION report_no_show(p_session uuid, p_absent text, p_now timestamptz, p_traceparent text,
                                          OUT outcome text, OUT session jsonb)
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
    PERFORM append_session_event(v_session, 'no-show', p_traceparent);
    outcome := 'no-show';
    session := session_json(v_session);
END $$;

COMMENT ON FUNCTION report_no_show IS 'Says, as one of its sides, that somebody did not come to a session.';
