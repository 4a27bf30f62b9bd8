-- What is done with does not stay for ever, and people are found by their address.

-- A column of its own rather than an index of an expression: row security lets no function that might leak choose rows.
ALTER TABLE people ADD COLUMN email_key text GENERATED ALWAYS AS (lower(email)) STORED;
CREATE INDEX people_by_email ON people (email_key);
COMMENT ON COLUMN people.email_key IS 'The address as it is looked for';

CREATE INDEX messages_by_age ON messages (created_at);
CREATE INDEX dead_letters_by_age ON dead_letters (settled_at) WHERE settled_at IS NOT NULL;
CREATE POLICY messages_service_purges ON messages FOR DELETE
    USING ((SELECT app_has_role('service')) AND status IN ('sent', 'withdrawn', 'failed'));
CREATE POLICY dead_letters_service_purges ON dead_letters FOR DELETE
    USING ((SELECT app_has_role('service')) AND status <> 'parked');
-- Whoever locks a row must be allowed to change it.
CREATE POLICY dead_letters_service_locks ON dead_letters FOR UPDATE
    USING ((SELECT app_has_role('service'))) WITH CHECK (false);
GRANT DELETE ON messages, dead_letters TO "${app_role}";

-- Deletes some of what is older than is kept, whichever replica comes first; answers how much. What waits for somebody stays
-- however old it is: mails that are still to go out, dead letters that nobody has decided on, reports that are to be made.
CREATE FUNCTION purge_notifications(p_messages_before timestamptz, p_letters_before timestamptz, p_runs_before timestamptz,
                                    p_limit integer) RETURNS integer
    LANGUAGE plpgsql AS $$
DECLARE
    v_messages integer;
    v_letters  integer;
    v_runs     integer;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    DELETE FROM messages WHERE id = ANY (ARRAY(
        SELECT id FROM messages WHERE created_at < p_messages_before AND status IN ('sent', 'withdrawn', 'failed')
         ORDER BY created_at LIMIT p_limit FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS v_messages = ROW_COUNT;
    DELETE FROM dead_letters WHERE id = ANY (ARRAY(
        SELECT id FROM dead_letters WHERE settled_at < p_letters_before AND status <> 'parked'
         ORDER BY settled_at LIMIT p_limit FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS v_letters = ROW_COUNT;
    DELETE FROM report_runs WHERE id = ANY (ARRAY(
        SELECT id FROM report_runs WHERE due_at < p_runs_before AND planned_at IS NOT NULL
         ORDER BY due_at LIMIT p_limit FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS v_runs = ROW_COUNT;
    RETURN v_messages + v_letters + v_runs;
END $$;
