-- Deletes some of what is older than is kept, whichever replica comes first. Returns how much. What waits for somebody stays however
-- old it is: mails that are still to go out, dead letters that nobody has decided on, reports that are to be made. So do mails about a
-- booking that is not over: they say who was invited to it, without which its cancellation leaves it in calendars. A run is kept as
-- long as its mail, whose reader an erasure finds by it.
CREATE OR REPLACE FUNCTION purge_notifications(p_messages_before timestamptz, p_letters_before timestamptz, p_runs_before timestamptz,
                                    p_limit integer) RETURNS integer
    LANGUAGE plpgsql AS $$
DECLARE
    v_roles text := coalesce(current_setting('app.roles', true), '');
    v_messages integer;
    v_letters integer;
    v_runs integer;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    DELETE FROM messages WHERE id = ANY (ARRAY(
        SELECT id FROM messages m WHERE created_at < p_messages_before AND status IN ('sent', 'withdrawn', 'failed')
           AND NOT EXISTS (SELECT FROM bookings b WHERE b.id = m.order_key AND b.end_time > now())
         ORDER BY created_at LIMIT p_limit FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS v_messages = ROW_COUNT;
    DELETE FROM dead_letters WHERE id = ANY (ARRAY(
        SELECT id FROM dead_letters WHERE settled_at < p_letters_before AND status <> 'parked'
         ORDER BY settled_at LIMIT p_limit FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS v_letters = ROW_COUNT;
    DELETE FROM report_runs WHERE id = ANY (ARRAY(
        SELECT id FROM report_runs WHERE planned_at < p_runs_before
         ORDER BY planned_at LIMIT p_limit FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS v_runs = ROW_COUNT;
    PERFORM set_config('app.roles', v_roles, true);
    RETURN v_messages + v_letters + v_runs;
END $$;
COMMENT ON FUNCTION purge_notifications IS
    'Deletes some of the mails, dead letters and report runs that are done with and older than is kept; returns how many.';
