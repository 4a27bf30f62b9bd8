-- Contests on behalf of the other side a report that somebody did not come, until contestable_until; an admin then decides.
-- The outcome:
--   contested    session is the row
--   unknown      there is none, or not one of the caller's
--   not_reported nobody is said not to have come
--   own_report   the caller has reported it
--   disputed     it has been contested before
--   decided      its outcome is final
CREATE OR REPLACE FUNCTION contest_no_show(p_session uuid, p_reason text, p_now timestamptz, p_traceparent text,
                                           OUT outcome text, OUT session jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_session mentoring_sessions;
    v_side    text;
BEGIN
    SELECT * INTO v_session FROM mentoring_sessions WHERE id = p_session FOR UPDATE;
    v_side := CASE app_user_id() WHEN v_session.mentor_id THEN 'mentor' WHEN v_session.mentee_id THEN 'mentee' END;
    outcome := CASE
        WHEN v_side IS NULL THEN 'unknown'
        WHEN v_session.decided_at IS NOT NULL THEN 'decided'
        WHEN v_session.status <> 'no-show' THEN 'not_reported'
        WHEN v_session.contested_at IS NOT NULL THEN 'disputed'
        WHEN v_session.reported_by = v_side THEN 'own_report'
        WHEN v_session.contestable_until < p_now THEN 'decided'
    END;
    IF outcome IS NOT NULL THEN
        RETURN;
    END IF;
    UPDATE mentoring_sessions
       SET contested_by = v_side, contested_at = p_now, contest_reason = p_reason, version = version + 1, events = events + 1
     WHERE id = p_session
    RETURNING * INTO v_session;
    PERFORM append_session_event(v_session, 'contested', p_traceparent);
    outcome := 'contested';
    session := session_json(v_session);
END $$;

COMMENT ON FUNCTION contest_no_show IS 'Contests, as the other side, that somebody did not come to a session.';
