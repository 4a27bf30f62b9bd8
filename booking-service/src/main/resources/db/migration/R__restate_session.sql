SET LOCAL check_function_bodies = off;

-- Lets a session go on with a version above those that were undone; see restate_aggregate. p_type and p_undone are of its last
-- undone event.
CREATE OR REPLACE FUNCTION restate_session(p_session uuid, p_version bigint, p_type text, p_undone jsonb) RETURNS text
    LANGUAGE plpgsql AS $$
DECLARE
    v_session   mentoring_sessions;
    v_last_type text;
BEGIN
    UPDATE mentoring_sessions
       SET events = p_version - 1, version = greatest(version, (p_undone ->> 'version')::bigint) + 1
     WHERE id = p_session
    RETURNING * INTO v_session;
    IF NOT FOUND THEN
        RETURN 'gone';
    END IF;
    SELECT substring(type FROM 'session\.(.*)\.v1$') INTO v_last_type FROM outbox
     WHERE topic = 'mentoring.sessions' AND subject = p_session ORDER BY aggregate_version DESC LIMIT 1;
    IF v_last_type IS NULL OR p_type = 'org.mentoring.session.anonymized.v1' THEN
        RETURN 'kept';
    END IF;
    UPDATE mentoring_sessions SET events = events + 1 WHERE id = p_session RETURNING * INTO v_session;
    PERFORM append_session_event(v_session, v_last_type, NULL);
    RETURN 'published';
END $$;

REVOKE EXECUTE ON FUNCTION restate_session(uuid, bigint, text, jsonb) FROM PUBLIC;
COMMENT ON FUNCTION restate_session IS 'After a restore, lets a session go on with a version above those that were undone.';
