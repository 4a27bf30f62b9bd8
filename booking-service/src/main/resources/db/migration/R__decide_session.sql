-- Decides as an admin whether a session took place (p_outcome 'completed') or p_absent, or else who was last said to be absent,
-- did not come ('no-show'): once the report is contested, and again once it is final. The outcome:
--   decided        session is the row
--   unknown        there is none
--   own_session    the admin is one of its sides
--   not_reported   nobody is said not to have come
--   contestable    the other side can still answer the report
--   absent_missing it is not known who did not come
CREATE OR REPLACE FUNCTION decide_session(p_session uuid, p_outcome text, p_absent text, p_now timestamptz,
                                          p_traceparent text, OUT outcome text, OUT session jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_session mentoring_sessions;
BEGIN
    SELECT * INTO v_session FROM mentoring_sessions WHERE id = p_session FOR UPDATE;
    outcome := CASE
        WHEN v_session.id IS NULL OR NOT app_has_role('admin') THEN 'unknown'
        WHEN app_user_id() IN (v_session.mentor_id, v_session.mentee_id) THEN 'own_session'
        WHEN v_session.reported_at IS NULL THEN 'not_reported'
        WHEN v_session.contested_at IS NULL AND v_session.decided_at IS NULL AND v_session.contestable_until >= p_now
            THEN 'contestable'
        WHEN p_outcome = 'no-show' AND coalesce(p_absent, v_session.absent) IS NULL THEN 'absent_missing'
    END;
    IF outcome IS NOT NULL THEN
        RETURN;
    END IF;
    UPDATE mentoring_sessions
       SET status = p_outcome, decided_at = p_now, decided_by = 'admin',
           absent = CASE p_outcome WHEN 'no-show' THEN coalesce(p_absent, absent) END,
           completed_at = coalesce(completed_at, end_time),
           version = version + 1, events = events + 1
     WHERE id = p_session
    RETURNING * INTO v_session;
    PERFORM append_session_event(v_session, p_outcome, p_traceparent);
    outcome := 'decided';
    session := session_json(v_session);
END $$;

COMMENT ON FUNCTION decide_session IS 'Decides, as an admin, whether a session took place or who did not come.';
