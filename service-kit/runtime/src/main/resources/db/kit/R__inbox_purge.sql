-- Deletes up to p_limit records of events that were applied before that time; returns how many. The version that a consumer
-- has reached of each aggregate stays in inbox_position.
CREATE OR REPLACE FUNCTION inbox_purge(p_before timestamptz, p_limit integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v_count integer;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    DELETE FROM inbox
     WHERE ctid = ANY (ARRAY(SELECT ctid FROM inbox WHERE received_at < p_before LIMIT p_limit)) AND received_at < p_before;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END $$;

COMMENT ON FUNCTION inbox_purge IS 'Deletes some of the records of events applied before a time; returns how many.';
