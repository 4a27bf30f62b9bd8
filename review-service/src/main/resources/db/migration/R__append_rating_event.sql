SET LOCAL check_function_bodies = off;

-- Appends an event of a mentor's rating to the outbox where it has changed since the last one; after the change, in its
-- transaction.
CREATE OR REPLACE FUNCTION append_rating_event(p_mentor_id uuid, p_traceparent text) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH changed AS (
        UPDATE mentor_ratings SET published_version = version
         WHERE mentor_id = p_mentor_id AND published_version < version
        RETURNING mentor_id
    )
    INSERT INTO outbox (topic, type, subject, aggregate_version, traceparent, data)
    SELECT 'mentoring.reviews', 'org.mentoring.rating.changed.v1', r.mentor_id, r.version, p_traceparent, to_jsonb(r)
      FROM changed CROSS JOIN LATERAL rating_of(changed.mentor_id) r
$$;

COMMENT ON FUNCTION append_rating_event IS 'Writes the event of a changed rating to the outbox.';
