-- What is not needed any more does not stay for ever. Published events do: copies elsewhere are made again from them.

-- Deletes some of the notes of events that were taken in before that time; answers how many. Which version of each aggregate
-- a consumer has come to stays in inbox_position.
CREATE FUNCTION inbox_purge(p_before timestamptz, p_limit integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v_count integer;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    DELETE FROM inbox
     WHERE ctid = ANY (ARRAY(SELECT ctid FROM inbox WHERE received_at < p_before LIMIT p_limit)) AND received_at < p_before;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END $$;

-- Deletes some of the keys that have run out, see idempotency_claim; answers how many.
CREATE FUNCTION idempotency_purge(p_limit integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v_before CONSTANT timestamptz := clock_timestamp() - interval '24 hours';
    v_count integer;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    DELETE FROM idempotency_keys
     WHERE ctid = ANY (ARRAY(SELECT ctid FROM idempotency_keys WHERE created_at < v_before LIMIT p_limit))
       AND created_at < v_before;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END $$;
