-- Mails that belong to no booking, wishes of the people who get them, and an order that also knows what is still to come.

SELECT set_config('app.roles', 'service', true);

ALTER TABLE people ADD COLUMN email text;
GRANT DELETE ON people TO "${app_role}";

-- What people want to be told. Whoever has no row gets everything.
CREATE TABLE preferences (
    user_id          uuid      PRIMARY KEY,
    locale           text,
    kinds_off        text[]    NOT NULL DEFAULT '{}',
    reminder_minutes integer[] NOT NULL DEFAULT '{1440,60}',
    CONSTRAINT preferences_reminders_are_few_and_before CHECK (cardinality(reminder_minutes) <= 5 AND 0 < ALL (reminder_minutes))
);
COMMENT ON COLUMN preferences.locale IS 'BCP 47; goes before that of the account; null for the account''s';
COMMENT ON COLUMN preferences.kinds_off IS 'Kinds as in messages.kind; one that cannot be turned off is sent all the same';
COMMENT ON COLUMN preferences.reminder_minutes IS 'How long before a session its reminders go out; empty for none';

ALTER TABLE preferences ENABLE ROW LEVEL SECURITY;
ALTER TABLE preferences FORCE ROW LEVEL SECURITY;
CREATE POLICY preferences_own ON preferences
    USING (user_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')))
    WITH CHECK (user_id = (SELECT app_user_id()) OR (SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE, DELETE ON preferences TO "${app_role}";

ALTER TABLE messages
    ALTER COLUMN booking_id DROP NOT NULL,
    ALTER COLUMN booking_version DROP NOT NULL,
    ALTER COLUMN recipient_side DROP NOT NULL,
    ALTER COLUMN recipient_email DROP NOT NULL,
    ADD COLUMN recipient_name text,
    ADD COLUMN recipient_time_zone text,
    ADD COLUMN recipient_locale text,
    ADD COLUMN order_key uuid,
    ADD COLUMN order_version bigint,
    ADD COLUMN expires_at timestamptz,
    DROP CONSTRAINT messages_kind_known,
    DROP CONSTRAINT messages_status_known,
    ADD CONSTRAINT messages_kind_is_a_name CHECK (kind ~ '^[a-z]+(-[a-z]+)*$'),
    ADD CONSTRAINT messages_status_known CHECK (status IN ('pending', 'sending', 'sent', 'failed', 'withdrawn')),
    ADD CONSTRAINT messages_order_is_whole CHECK ((order_key IS NULL) = (order_version IS NULL));
UPDATE messages
   SET order_key = booking_id, order_version = booking_version,
       due_at = CASE WHEN status = 'sending' THEN claimed_until ELSE due_at END;

DROP INDEX messages_open_of_booking;
CREATE INDEX messages_open_in_order ON messages (order_key, recipient_id, order_version, id)
    WHERE status IN ('pending', 'sending');
CREATE INDEX messages_in_order ON messages (order_key, recipient_id, order_version);
CREATE INDEX messages_expiring ON messages (expires_at) WHERE status = 'pending' AND expires_at IS NOT NULL;
CREATE INDEX messages_unsent ON messages (status, id DESC) WHERE status IN ('pending', 'sending', 'failed');
CREATE INDEX messages_doubtful ON messages (id DESC) WHERE doubts > 0;

COMMENT ON COLUMN messages.data IS 'What the mail is about, as its event told it; the words are found when it is sent';
COMMENT ON COLUMN messages.booking_id IS 'Of a mail about a booking; the order goes by order_key';
COMMENT ON COLUMN messages.recipient_email IS 'Null for that of the account at the time of sending';
COMMENT ON COLUMN messages.recipient_name IS 'Null for that of the account at the time of sending';
COMMENT ON COLUMN messages.recipient_time_zone IS 'For a recipient whose account is not known; so is recipient_locale';
COMMENT ON COLUMN messages.order_key IS 'A recipient gets the mails with the same key one after the other; null for a mail that may go at any time';
COMMENT ON COLUMN messages.order_version IS 'The event''s place among those of its aggregate, from 1 without gaps';
COMMENT ON COLUMN messages.expires_at IS 'From when on the mail would be of no use to anybody; null if never';

-- How far the events of an aggregate are known without a gap, and which are known beyond it.
CREATE TABLE order_positions (
    order_key uuid     PRIMARY KEY,
    through   bigint   NOT NULL,
    ahead     bigint[] NOT NULL DEFAULT '{}'
) WITH (fillfactor = 80);
ALTER TABLE order_positions ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_positions FORCE ROW LEVEL SECURITY;
CREATE POLICY order_positions_service_alone ON order_positions USING ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON order_positions TO "${app_role}";
INSERT INTO order_positions (order_key, through)
SELECT subject::uuid, aggregate_version FROM inbox_position WHERE consumer = 'booking-mails';

CREATE FUNCTION note_order(p_key uuid, p_version bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v order_positions;
BEGIN
    INSERT INTO order_positions (order_key, through) VALUES (p_key, 0) ON CONFLICT DO NOTHING;
    SELECT * INTO v FROM order_positions WHERE order_key = p_key FOR UPDATE;
    IF p_version <= v.through OR p_version = ANY (v.ahead) THEN
        RETURN;
    END IF;
    v.ahead := v.ahead || p_version;
    WHILE v.through + 1 = ANY (v.ahead) LOOP
        v.through := v.through + 1;
        v.ahead := array_remove(v.ahead, v.through);
    END LOOP;
    UPDATE order_positions SET through = v.through, ahead = v.ahead WHERE order_key = p_key;
END $$;

-- While instances of the version before still run they leave the sending to the new ones, which know every kind.
CREATE OR REPLACE FUNCTION claim_messages(p_claim uuid, p_now timestamptz, p_lease interval, p_limit integer)
    RETURNS SETOF messages LANGUAGE sql AS $$ SELECT * FROM messages WHERE false $$;

-- Hands out mails that are due, each to one sender alone until its claim ends. Of an order, a recipient gets none before
-- the earlier ones are done with, and none after a gap: an event that is still to come may ask for an earlier mail. For a
-- gap it waits so long and no longer, for an event that was parked does not come. A claim that ended without a word is a
-- doubt: the mail may have gone out. What is of no use any more is withdrawn.
CREATE FUNCTION claim_mails(p_claim uuid, p_now timestamptz, p_lease interval, p_patience interval, p_limit integer)
    RETURNS TABLE (id uuid, kind text, recipient_id uuid, recipient_side text, recipient_email text, recipient_name text,
                   time_zone text, locale text, data text, attempts integer, created_at timestamptz, traceparent text,
                   turned_off boolean, sent_before text[])
    LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    UPDATE messages SET status = 'withdrawn', reason = 'It would have come too late'
     WHERE status = 'pending' AND expires_at <= p_now;
    RETURN QUERY
        WITH claimed AS (
            UPDATE messages m
               SET status = 'sending', attempts = m.attempts + 1, claim = p_claim, claimed_until = p_now + p_lease,
                   due_at = p_now + p_lease, doubts = m.doubts + CASE WHEN m.status = 'sending' THEN 1 ELSE 0 END
             WHERE m.id IN (SELECT d.id FROM messages d
                             WHERE d.status IN ('pending', 'sending') AND d.due_at <= p_now
                               AND NOT EXISTS (SELECT FROM messages earlier
                                                WHERE earlier.order_key = d.order_key
                                                  AND earlier.recipient_id = d.recipient_id
                                                  AND (earlier.order_version, earlier.id) < (d.order_version, d.id)
                                                  AND earlier.status IN ('pending', 'sending'))
                               AND (d.created_at <= p_now - p_patience
                                    OR NOT EXISTS (SELECT FROM order_positions p
                                                    WHERE p.order_key = d.order_key AND p.through < d.order_version))
                             ORDER BY d.due_at
                             LIMIT p_limit
                               FOR UPDATE SKIP LOCKED)
            RETURNING m.*)
        SELECT c.id, c.kind, c.recipient_id, c.recipient_side, coalesce(c.recipient_email, p.email),
               coalesce(c.recipient_name, p.name), coalesce(p.time_zone, c.recipient_time_zone),
               coalesce(w.locale, p.locale, c.recipient_locale), c.data::text, c.attempts,
               c.created_at, c.traceparent, coalesce(c.kind = ANY (w.kinds_off), false),
               ARRAY(SELECT b.kind FROM messages b
                      WHERE b.order_key = c.order_key AND b.recipient_id = c.recipient_id
                        AND b.order_version < c.order_version AND (b.status = 'sent' OR b.doubts > 0))
          FROM claimed c
          LEFT JOIN people p ON p.user_id = c.recipient_id
          LEFT JOIN preferences w ON w.user_id = c.recipient_id
         ORDER BY c.order_version, c.id;
END $$;

-- Notes what became of a mail that was claimed; nothing when the claim has passed to another sender.
CREATE FUNCTION settle_mail(p_id uuid, p_claim uuid, p_status text, p_reason text, p_due timestamptz, p_sent timestamptz,
                            p_doubts integer) RETURNS boolean
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    UPDATE messages
       SET status = p_status, reason = p_reason, due_at = coalesce(p_due, due_at), sent_at = p_sent,
           doubts = doubts + p_doubts, claim = NULL, claimed_until = NULL
     WHERE id = p_id AND claim = p_claim;
    RETURN FOUND;
END $$;
