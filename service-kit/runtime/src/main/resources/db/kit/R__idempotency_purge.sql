-- Deletes up to p_limit keys that have expired, see idempotency_claim; returns how many.
CREATE OR REPLACE FUNCTION idempotency_purge(p_limit integer) RETURNS integer LANGUAGE plpgsql AS $$
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

COMMENT ON FUNCTION idempotency_purge IS 'Deletes some of the expired keys; returns how many.';
