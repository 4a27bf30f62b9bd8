-- Marks events as published, if the lease under which they were handed out still stands. Returns how many were marked.
CREATE OR REPLACE FUNCTION outbox_mark(p_holder uuid, p_epoch bigint, p_ids uuid[]) RETURNS bigint
    LANGUAGE plpgsql AS $$
DECLARE
    v_marked bigint;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    PERFORM FROM outbox_lease
      WHERE holder = p_holder AND epoch = p_epoch AND expires_at > clock_timestamp() FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    UPDATE outbox SET published_at = clock_timestamp() WHERE id = ANY (p_ids) AND published_at IS NULL;
    GET DIAGNOSTICS v_marked = ROW_COUNT;
    RETURN v_marked;
END $$;

COMMENT ON FUNCTION outbox_mark IS 'Marks events as published, for the holder of the lease in the given epoch; returns how many.';
