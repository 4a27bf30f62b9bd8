-- Whether an event of a session's end has arrived, also for callers who may not see whose session it was.
CREATE OR REPLACE FUNCTION session_has_ended(p_session_id uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM completed_sessions WHERE session_id = p_session_id)
        OR EXISTS (SELECT FROM sessions_not_held WHERE session_id = p_session_id)
$$;

REVOKE EXECUTE ON FUNCTION session_has_ended(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION session_has_ended(uuid) TO "${app_role}";
COMMENT ON FUNCTION session_has_ended IS 'Whether a session has ended, however it did.';
