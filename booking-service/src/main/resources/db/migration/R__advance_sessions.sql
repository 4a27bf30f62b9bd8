-- Begins and ends sessions by the clock; returns how many it changed. Several replicas may call it at once, and after a downtime
-- it catches up: a session that began and ended meanwhile has an event for each.
CREATE OR REPLACE FUNCTION advance_sessions(p_now timestamptz, p_limit integer) RETURNS integer
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
        PERFORM append_session_event(v_session, 'started', NULL);
        v_changed := v_changed + 1;
    END LOOP;
    FOR v_session IN
        UPDATE mentoring_sessions
           SET status = 'completed', completed_at = end_time, version = version + 1, events = events + 1
         WHERE id IN (SELECT id FROM mentoring_sessions WHERE status = 'active' AND end_time <= p_now
                       ORDER BY end_time LIMIT p_limit FOR UPDATE SKIP LOCKED)
        RETURNING *
    LOOP
        PERFORM append_session_event(v_session, 'completed', NULL);
        v_changed := v_changed + 1;
    END LOOP;
    RETURN v_changed;
END $$;

COMMENT ON FUNCTION advance_sessions IS 'Begins and ends sessions by the clock; how many it was.';
