-- After a restore, lets mails about an aggregate not wait for events that were undone: those that come now have later versions, and
-- nothing comes between. p_superseded is an array of objects with aggregate and version, the last one that was undone. For the
-- superuser, before the service runs again.
CREATE OR REPLACE FUNCTION skip_undone_versions(p_superseded jsonb) RETURNS void
    LANGUAGE sql AS $$
    INSERT INTO order_positions AS p (order_key, planned_through)
    SELECT aggregate, max(version) FROM jsonb_to_recordset(p_superseded) AS s (aggregate uuid, version bigint) GROUP BY aggregate
    ON CONFLICT (order_key) DO UPDATE
        SET planned_through = greatest(p.planned_through, excluded.planned_through), planned_out_of_order = '{}'
$$;

REVOKE EXECUTE ON FUNCTION skip_undone_versions(jsonb) FROM PUBLIC;
COMMENT ON FUNCTION skip_undone_versions IS 'After a restore, lets mails not wait for events that were undone.';
