-- Claims mails that are due, each for one sender alone until its lease ends, and returns what they are written from: to whom they
-- go as people are now, and which mails of the same order the recipient has got. Of an order a recipient gets none before the
-- earlier ones are done with, and none after a gap: an event that is still to come may ask for an earlier mail. For a gap it waits
-- no longer than p_missing_event_timeout, because an event that was parked does not come. A claim that ended without a result counts as an
-- unconfirmed attempt: the mail may have been sent. What is of no use any more is withdrawn, such as one that a later one of its order
-- has overtaken. created_at is when an admin last had the mail sent again, if one did: it is given up so long after that.
CREATE OR REPLACE FUNCTION claim_mails(p_claim uuid, p_now timestamptz, p_lease interval, p_missing_event_timeout interval, p_limit integer)
    RETURNS TABLE (id uuid, kind text, recipient_id uuid, recipient_side text, recipient_email text, recipient_name text,
                   time_zone text, language text, locale text, data text, attempts integer, created_at timestamptz,
                   traceparent text, turned_off boolean, sent_before text[], first_mail uuid)
    LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    v_roles text := coalesce(current_setting('app.roles', true), '');
    v_due   uuid[];
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    -- Rows from before the clock was set back: no sender still holds such a claim, and such a mail was due when it was planned.
    UPDATE messages SET claimed_until = p_now + p_lease, due_at = p_now + p_lease
     WHERE status = 'sending' AND claimed_until > p_now + 2 * p_lease;
    UPDATE messages SET due_at = p_now
     WHERE status = 'pending' AND due_at > p_now AND created_at > p_now + p_lease;
    -- A claim that ended without a result may have sent the mail; a mail that is of no use any more is withdrawn.
    UPDATE messages
       SET unconfirmed_attempts = unconfirmed_attempts + CASE status WHEN 'sending' THEN 1 ELSE 0 END,
           status = 'withdrawn', reason = 'It would have come too late', claim = NULL, claimed_until = NULL
     WHERE status IN ('pending', 'sending') AND expires_at <= p_now AND (claimed_until IS NULL OR claimed_until <= p_now);
    v_due := ARRAY(
        SELECT d.id FROM messages d
         WHERE d.status IN ('pending', 'sending') AND d.due_at <= p_now
           -- None of the same order waits before it or is under way after it: of one that was planned late, or is sent again, it depends
           -- on the result of the later one whether it is of use. A scalar subquery stays one index lookup, and IS NOT TRUE, which the
           -- planner takes for half of the rows and not for a few, keeps the scan in the order of due_at, however many mails are due.
           AND (SELECT true FROM messages other
                 WHERE other.order_key = d.order_key
                   AND other.recipient_id = d.recipient_id
                   AND other.status IN ('pending', 'sending')
                   AND ((other.order_version, other.id) < (d.order_version, d.id)
                        OR other.order_version > d.order_version AND other.status = 'sending' AND other.claimed_until > p_now)
                 LIMIT 1) IS NOT TRUE
           AND (d.created_at <= p_now - p_missing_event_timeout
                OR (SELECT true FROM order_positions p
                     WHERE p.order_key = d.order_key AND p.planned_through < d.order_version) IS NOT TRUE)
         ORDER BY d.due_at
         LIMIT p_limit
           FOR UPDATE SKIP LOCKED);
    UPDATE messages m
       SET status = 'withdrawn', reason = 'A later one was sent before'
     WHERE m.id = ANY (v_due) AND m.status = 'pending' AND m.kind <> 'session-reminder'
       AND EXISTS (SELECT FROM messages later
                    WHERE later.order_key = m.order_key AND later.recipient_id = m.recipient_id
                      AND later.order_version > m.order_version AND later.status = 'sent');
    RETURN QUERY
        WITH claimed AS (
            UPDATE messages m
               SET status = 'sending', attempts = m.attempts + 1, claim = p_claim, claimed_until = p_now + p_lease,
                   due_at = p_now + p_lease,
                   recipient_email = current_address(m.kind, m.recipient_email,
                                                     (SELECT p.email FROM people p WHERE p.user_id = m.recipient_id)),
                   unconfirmed_attempts = m.unconfirmed_attempts + CASE WHEN m.status = 'sending' THEN 1 ELSE 0 END
             WHERE m.id = ANY (v_due) AND m.status <> 'withdrawn'
            RETURNING m.*)
        SELECT c.id, c.kind, c.recipient_id, c.recipient_side,
               c.recipient_email,
               coalesce(CASE c.recipient_side WHEN 'mentor' THEN profile.name WHEN 'mentee' THEN p.name END, c.recipient_name, p.name),
               coalesce(p.time_zone, c.recipient_time_zone), w.locale, coalesce(p.locale, c.recipient_locale),
               with_current_people(c.data)::text, c.attempts,
               coalesce(c.resent_at, c.created_at), c.traceparent, coalesce(c.kind = ANY (w.kinds_off), false),
               ARRAY(SELECT b.kind FROM messages b
                      WHERE b.order_key = c.order_key AND b.recipient_id = c.recipient_id
                        AND b.order_version < c.order_version AND (b.status = 'sent' OR b.unconfirmed_attempts > 0)),
               (SELECT b.id FROM messages b
                 WHERE b.order_key = coalesce(c.order_key, (c.data ->> 'booking_id')::uuid) AND b.recipient_id = c.recipient_id
                   AND b.id <> c.id AND (b.status = 'sent' OR b.unconfirmed_attempts > 0)
                 ORDER BY b.order_version, b.id LIMIT 1)
          FROM claimed c
          LEFT JOIN people p ON p.user_id = c.recipient_id
          LEFT JOIN report_mentors profile ON profile.mentor_id = c.recipient_id AND c.recipient_side = 'mentor'
          LEFT JOIN preferences w ON w.user_id = c.recipient_id
         ORDER BY c.order_version, c.id;
    PERFORM set_config('app.roles', v_roles, true);
END $$;
COMMENT ON FUNCTION claim_mails IS
    'Claims mails that are due for one sender, and returns to whom they go as people are now.';
