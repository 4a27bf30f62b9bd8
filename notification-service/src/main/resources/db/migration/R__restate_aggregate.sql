-- Lets an aggregate go on with a version above those that were undone, see supersede_undone. The outcome:
--   raised  its last event says what stands
--   gone    it is not there any more
CREATE OR REPLACE FUNCTION restate_aggregate(p_topic text, p_subject uuid, p_version bigint, p_type text, p_undone jsonb) RETURNS text
    LANGUAGE plpgsql AS $$
BEGIN
    UPDATE preferences SET version = p_version WHERE user_id = p_subject AND p_topic = 'mentoring.preferences';
    RETURN CASE WHEN FOUND THEN 'raised' ELSE 'gone' END;
END $$;

REVOKE EXECUTE ON FUNCTION restate_aggregate(text, uuid, bigint, text, jsonb) FROM PUBLIC;
COMMENT ON FUNCTION restate_aggregate IS 'After a restore, lets preferences go on with a version above those that were undone.';
