-- Notes the delivery results of mails that were claimed; of none whose claim has passed to another sender. Returns of how many.
CREATE OR REPLACE FUNCTION settle_mails(p_ids uuid[], p_claims uuid[], p_statuses text[], p_reasons text[], p_due timestamptz[],
                             p_sent timestamptz[], p_unconfirmed_attempts integer[]) RETURNS integer
    LANGUAGE plpgsql AS $$
DECLARE
    v_roles text := coalesce(current_setting('app.roles', true), '');
    v_count integer;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    UPDATE messages m
       SET status = s.status, reason = s.reason, due_at = coalesce(s.due, m.due_at), sent_at = s.sent,
           unconfirmed_attempts = m.unconfirmed_attempts + s.unconfirmed_attempts, claim = NULL, claimed_until = NULL
      FROM unnest(p_ids, p_claims, p_statuses, p_reasons, p_due, p_sent, p_unconfirmed_attempts)
           s (id, claim, status, reason, due, sent, unconfirmed_attempts)
     WHERE m.id = s.id AND m.claim = s.claim;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    PERFORM set_config('app.roles', v_roles, true);
    RETURN v_count;
END $$;
COMMENT ON FUNCTION settle_mails IS
    'Notes the delivery results of mails that were claimed; returns of how many the claim still stood.';
