-- Lets an aggregate go on with a version above those that were undone, see supersede_undone. Where a decision on a mentor was undone,
-- what was decided before is told as a decision; otherwise nobody is written to as if it were a new one. The outcome:
--   published  it was published here as it stands
--   raised     its last event says what stands
--   gone       it is not there any more
CREATE OR REPLACE FUNCTION restate_aggregate(p_topic text, p_subject uuid, p_version bigint, p_type text, p_undone jsonb) RETURNS text
    LANGUAGE plpgsql AS $$
DECLARE
    v_status text;
BEGIN
    IF p_topic = 'mentoring.mentors' THEN
        UPDATE mentors SET version = p_version WHERE id = p_subject RETURNING status INTO v_status;
        IF NOT FOUND THEN
            RETURN 'gone';
        END IF;
        INSERT INTO outbox (topic, type, subject, aggregate_version, data)
        SELECT o.topic,
               'org.mentoring.mentor.' || CASE WHEN p_type = 'org.mentoring.mentor.updated.v1' THEN 'updated' ELSE v_status END || '.v1',
               o.subject, p_version, o.data || jsonb_build_object('version', p_version)
          FROM outbox o WHERE o.topic = p_topic AND o.subject = p_subject ORDER BY o.aggregate_version DESC LIMIT 1;
        -- The identity provider may have been told of a decision that was undone.
        INSERT INTO realm_role_changes (mentor_id, granted, due_at, revision)
        VALUES (p_subject, v_status = 'approved', now(), pg_current_xact_id()::text::bigint)
        ON CONFLICT (mentor_id) DO UPDATE
           SET granted = excluded.granted, due_at = excluded.due_at, attempts = 0, reason = NULL, revision = excluded.revision;
        RETURN 'published';
    ELSIF p_topic = 'mentoring.calendars' THEN
        -- All calendars of a mentor share a count.
        UPDATE calendar_versions SET version = greatest(version, p_version) WHERE mentor_id = (p_undone ->> 'mentor_id')::uuid;
        RETURN CASE WHEN FOUND THEN 'raised' ELSE 'gone' END;
    END IF;
    RETURN 'gone';
END $$;

REVOKE EXECUTE ON FUNCTION restate_aggregate(text, uuid, bigint, text, jsonb) FROM PUBLIC;
COMMENT ON FUNCTION restate_aggregate IS 'After a restore, lets a mentor or a calendar go on with a version above those that were undone.';
