-- Gives the lease back, so that another replica need not wait for its end.
CREATE OR REPLACE FUNCTION outbox_release(p_holder uuid) RETURNS void
    LANGUAGE sql AS $$
    UPDATE outbox_lease SET expires_at = '-infinity' WHERE holder = p_holder
$$;

COMMENT ON FUNCTION outbox_release IS 'Gives the lease back, so that another replica need not wait for its end.';
