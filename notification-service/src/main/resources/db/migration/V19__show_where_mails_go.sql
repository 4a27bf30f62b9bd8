-- Who looks at mails shall see where they went, and where those that wait go by what is known now: the address that was told when a
-- mail was planned may be neither.
COMMENT ON COLUMN messages.recipient_email IS
    'As it was told when the mail was planned, or null; from its first attempt on, where that went, null where nothing could. '
    'The address of the account goes before it';
GRANT UPDATE (recipient_email) ON messages TO "${app_role}";

CREATE FUNCTION account_email(p_person uuid) RETURNS text
    LANGUAGE plpgsql AS $$
DECLARE
    v_roles text    := current_setting('app.roles', true);
    v_known boolean := p_person = app_user_id() OR app_has_role('admin');
    v_email text;
BEGIN
    IF v_known THEN
        -- The copy of people is the service's alone.
        PERFORM set_config('app.roles', 'service', true);
        SELECT p.email INTO v_email FROM people p WHERE p.user_id = p_person;
        PERFORM set_config('app.roles', coalesce(v_roles, ''), true);
    END IF;
    RETURN v_email;
END $$;
COMMENT ON FUNCTION account_email IS 'The address that a person''s account has, for that person and for admins; null for others.';

CREATE OR REPLACE FUNCTION claim_mails(p_claim uuid, p_now timestamptz, p_lease interval, p_patience interval, p_limit integer)
    RETURNS TABLE (id uuid, kind text, recipient_id uuid, recipient_side text, recipient_email text, recipient_name text,
                   time_zone text, locale text, data text, attempts integer, created_at timestamptz, traceparent text,
                   turned_off boolean, sent_before text[])
    LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    -- A claim that ended without a word is a doubt here as well.
    UPDATE messages
       SET doubts = doubts + CASE status WHEN 'sending' THEN 1 ELSE 0 END,
           status = 'withdrawn', reason = 'It would have come too late', claim = NULL, claimed_until = NULL
     WHERE status IN ('pending', 'sending') AND expires_at <= p_now AND (claimed_until IS NULL OR claimed_until <= p_now);
    RETURN QUERY
        WITH claimed AS (
            UPDATE messages m
               SET status = 'sending', attempts = m.attempts + 1, claim = p_claim, claimed_until = p_now + p_lease,
                   due_at = p_now + p_lease,
                   recipient_email = address_now(m.kind, m.recipient_email,
                                                 (SELECT p.email FROM people p WHERE p.user_id = m.recipient_id)),
                   doubts = m.doubts + CASE WHEN m.status = 'sending' THEN 1 ELSE 0 END
             WHERE m.id = ANY (ARRAY(
                            SELECT d.id FROM messages d
                             WHERE d.status IN ('pending', 'sending') AND d.due_at <= p_now
                               AND (SELECT true FROM messages earlier
                                     WHERE earlier.order_key = d.order_key
                                       AND earlier.recipient_id = d.recipient_id
                                       AND (earlier.order_version, earlier.id) < (d.order_version, d.id)
                                       AND earlier.status IN ('pending', 'sending')
                                     LIMIT 1) IS NULL
                               AND (d.created_at <= p_now - p_patience
                                    OR (SELECT true FROM order_positions p
                                         WHERE p.order_key = d.order_key AND p.through < d.order_version) IS NULL)
                             ORDER BY d.due_at
                             LIMIT p_limit
                               FOR UPDATE SKIP LOCKED))
            RETURNING m.*)
        SELECT c.id, c.kind, c.recipient_id, c.recipient_side,
               c.recipient_email, coalesce(c.recipient_name, p.name), coalesce(p.time_zone, c.recipient_time_zone),
               coalesce(w.locale, p.locale, c.recipient_locale), with_addresses_now(c.data)::text, c.attempts,
               c.created_at, c.traceparent, coalesce(c.kind = ANY (w.kinds_off), false),
               ARRAY(SELECT b.kind FROM messages b
                      WHERE b.order_key = c.order_key AND b.recipient_id = c.recipient_id
                        AND b.order_version < c.order_version AND (b.status = 'sent' OR b.doubts > 0))
          FROM claimed c
          LEFT JOIN people p ON p.user_id = c.recipient_id
          LEFT JOIN preferences w ON w.user_id = c.recipient_id
         ORDER BY c.order_version, c.id;
END $$;
