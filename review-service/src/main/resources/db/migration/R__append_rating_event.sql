-- Appends the event of a changed rating to the outbox; once in a transaction that changed it, after the change.
SET LOCAL check_function_bodies = off;
CREATE OR REPLACE FUNCTION append_rating_event(p_mentor_id uuid, p_traceparent text) RETURNS void
    LANGUAGE sql AS $$
    INSERT INTO outbox (topic, type, subject, aggregate_version, traceparent, data)
    SELECT 'mentoring.reviews', 'org.mentoring.rating.changed.v1', r.mentor_id, r.version, p_traceparent, to_jsonb(r)
      FROM rating_of(p_mentor_id) r
$$;

COMMENT ON FUNCTION append_rating_event IS 'Writes the event of a changed rating to the outbox.';
