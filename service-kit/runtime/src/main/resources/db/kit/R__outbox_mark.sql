-- Marks events as published, and parks those that the broker refused for good with the reasons for it, unless another
-- replica has taken the lease since they were handed out: then nothing is marked, even if this one holds it again.
-- Returns how many were marked or parked.
CREATE OR REPLACE FUNCTION outbox_mark(p_holder uuid, p_epoch bigint, p_published uuid[],
                                       p_refused uuid[] DEFAULT '{}', p_reasons text[] DEFAULT '{}') RETURNS bigint
    LANGUAGE plpgsql AS $$
DECLARE
    v_published bigint;
    v_parked    bigint;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    -- A lease that has expired and that nobody has taken still stands: what was published need not be published again.
    PERFORM FROM outbox_lease WHERE holder = p_holder AND epoch = p_epoch FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    UPDATE outbox SET published_at = clock_timestamp()
     WHERE id = ANY (p_published) AND published_at IS NULL AND parked_at IS NULL;
    GET DIAGNOSTICS v_published = ROW_COUNT;
    UPDATE outbox o SET parked_at = clock_timestamp(), parked_reason = refused.reason
      FROM unnest(p_refused, p_reasons) AS refused(id, reason)
     WHERE o.id = refused.id AND o.published_at IS NULL AND o.parked_at IS NULL;
    GET DIAGNOSTICS v_parked = ROW_COUNT;
    RETURN v_published + v_parked;
END $$;

COMMENT ON FUNCTION outbox_mark IS 'Marks events as published or parked, for the holder of the lease in the given epoch; returns how many.';
