-- Deletes what is known of mentees who did nothing for a day; returns how many rows.
CREATE OR REPLACE FUNCTION forget_activity(p_now timestamptz, p_limit integer) RETURNS integer
    LANGUAGE plpgsql AS $$
DECLARE
    v_count integer;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    DELETE FROM mentee_activity
     WHERE (user_id, mentor_id) IN (SELECT user_id, mentor_id FROM mentee_activity
                                     WHERE changed_at < p_now - interval '24 hours' LIMIT p_limit FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END $$;

COMMENT ON FUNCTION forget_activity IS 'Deletes what is known of mentees who did nothing for a day; how many rows.';
