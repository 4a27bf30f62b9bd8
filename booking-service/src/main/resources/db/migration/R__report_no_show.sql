-- Reports on behalf of one side of a session that p_absent, or else the other side, did not come: from the start of the session
-- until p_period after its end, also once the clock or its mentor has completed it. The other side may contest it for p_period.
-- Where the other side has reported before, the same report is an agreement, which is final, and another one contests it.
-- The outcome:
--   reported  the report stands
--   agreed    both sides say the same
--   contested the sides disagree
--   unknown   there is none, or not one of the caller's
--   not_begun, cancelled
--   too_late  it ended more than p_period ago
--   repeated  the caller has reported it before
--   disputed  it waits for an admin
--   decided   its outcome is final
-- With the first three session is the row.
CREATE OR REPLACE FUNCTION report_no_show(p_session uuid, p_absent text, p_period interval, p_now timestamptz,
                                          p_traceparent text, OUT outcome text, OUT session jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_session mentoring_sessions;
    v_side    text;
    v_absent  text;
BEGIN
    SELECT * INTO v_session FROM mentoring_sessions WHERE id = p_session FOR UPDATE;
    v_side := CASE app_user_id() WHEN v_session.mentor_id THEN 'mentor' WHEN v_session.mentee_id THEN 'mentee' END;
    v_absent := coalesce(p_absent, CASE v_side WHEN 'mentor' THEN 'mentee' ELSE 'mentor' END);
    outcome := CASE
        WHEN v_side IS NULL THEN 'unknown'
        WHEN v_session.status = 'cancelled' THEN 'cancelled'
        WHEN v_session.start_time > p_now THEN 'not_begun'
        WHEN v_session.decided_at IS NOT NULL THEN 'decided'
        WHEN v_session.contested_at IS NOT NULL THEN 'disputed'
        WHEN v_session.status = 'no-show' AND v_session.reported_by = v_side THEN 'repeated'
        WHEN v_session.status = 'no-show' AND v_session.contestable_until < p_now THEN 'decided'
        WHEN v_session.status <> 'no-show' AND v_session.end_time + p_period < p_now THEN 'too_late'
        WHEN v_session.status <> 'no-show' THEN 'reported'
        WHEN v_session.absent = v_absent THEN 'agreed'
        ELSE 'contested'
    END;
    IF outcome NOT IN ('reported', 'agreed', 'contested') THEN
        RETURN;
    END IF;
    IF outcome = 'reported' THEN
        UPDATE mentoring_sessions
           SET status = 'no-show', absent = v_absent, reported_by = v_side, reported_at = p_now,
               contestable_until = p_now + p_period, version = version + 1, events = events + 1
         WHERE id = p_session
        RETURNING * INTO v_session;
    ELSIF outcome = 'agreed' THEN
        UPDATE mentoring_sessions SET decided_at = p_now, decided_by = 'agreement', version = version + 1, events = events + 1
         WHERE id = p_session
        RETURNING * INTO v_session;
    ELSE
        UPDATE mentoring_sessions
           SET contested_by = v_side, contested_at = p_now, contested_absent = v_absent,
               version = version + 1, events = events + 1
         WHERE id = p_session
        RETURNING * INTO v_session;
    END IF;
    PERFORM append_session_event(v_session, CASE outcome WHEN 'contested' THEN 'contested' ELSE 'no-show' END, p_traceparent);
    session := session_json(v_session);
END $$;

COMMENT ON FUNCTION report_no_show IS 'Reports, as one of its sides, that somebody did not come to a session.';
