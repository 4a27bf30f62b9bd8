-- Deletes some of the bookings that ended before a time, with their reminders. Returns how many.
CREATE OR REPLACE FUNCTION purge_bookings(p_before timestamptz, p_limit integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v_roles text := coalesce(current_setting('app.roles', true), '');
    v_count integer;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    DELETE FROM bookings WHERE id = ANY (ARRAY(
        SELECT id FROM bookings WHERE end_time < p_before ORDER BY end_time LIMIT p_limit FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS v_count = ROW_COUNT;
    PERFORM set_config('app.roles', v_roles, true);
    RETURN v_count;
END $$;
COMMENT ON FUNCTION purge_bookings IS
    'Deletes some of the bookings that ended before a time; returns how many.';
