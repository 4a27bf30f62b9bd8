-- Makes reports final that nobody has contested in time, each with an event; returns how many. Several replicas may call it at
-- once.
CREATE OR REPLACE FUNCTION settle_no_shows(p_now timestamptz, p_limit integer) RETURNS integer
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_roles   CONSTANT text := coalesce(current_setting('app.roles', true), '');
    v_session mentoring_sessions;
    v_changed integer := 0;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    FOR v_session IN
        UPDATE mentoring_sessions SET decided_at = contestable_until, decided_by = 'deadline', version = version + 1, events = events + 1
         WHERE id IN (SELECT id FROM mentoring_sessions
                       WHERE status = 'no-show' AND contested_at IS NULL AND decided_at IS NULL AND contestable_until < p_now
                       ORDER BY contestable_until LIMIT p_limit FOR UPDATE SKIP LOCKED)
        RETURNING *
    LOOP
        PERFORM append_session_event(v_session, 'no-show', NULL);
        v_changed := v_changed + 1;
    END LOOP;
    PERFORM set_config('app.roles', v_roles, true);
    RETURN v_changed;
END $$;

COMMENT ON FUNCTION settle_no_shows IS 'Makes reports of no-shows final that nobody has contested in time; how many it was.';
