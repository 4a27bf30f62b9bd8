-- Lets the next free time of a mentor go on with a version above those that were undone; see restate_aggregate.
CREATE OR REPLACE FUNCTION restate_opening(p_mentor uuid, p_version bigint) RETURNS text
    LANGUAGE plpgsql AS $$
BEGIN
    UPDATE next_free_times SET version = p_version WHERE mentor_id = p_mentor;
    RETURN CASE WHEN FOUND THEN 'raised' ELSE 'gone' END;
END $$;

REVOKE EXECUTE ON FUNCTION restate_opening(uuid, bigint) FROM PUBLIC;
COMMENT ON FUNCTION restate_opening IS 'After a restore, lets a next free time go on with a version above those that were undone.';
