SET LOCAL check_function_bodies = off;

-- Writes the event of a session to the outbox, in the transaction that changed the session. p_type is the part of the event's
-- type that names the change, such as started.
CREATE OR REPLACE FUNCTION append_session_event(s mentoring_sessions, p_type text, p_traceparent text) RETURNS void
    LANGUAGE sql AS $$
    INSERT INTO outbox (topic, type, subject, aggregate_version, traceparent, data)
    VALUES ('mentoring.sessions', 'org.mentoring.session.' || p_type || '.v1', s.id, s.events, p_traceparent,
            session_json(s) - 'id' || jsonb_build_object('session_id', s.id))
$$;

COMMENT ON FUNCTION append_session_event IS 'Writes the event of a session to the outbox.';
