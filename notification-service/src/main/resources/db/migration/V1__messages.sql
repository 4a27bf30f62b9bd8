-- What is known of the people who are written to, from the events of their accounts.
CREATE TABLE people (
    user_id   uuid PRIMARY KEY,
    name      text,
    time_zone text,
    locale    text
);

ALTER TABLE people ENABLE ROW LEVEL SECURITY;
ALTER TABLE people FORCE ROW LEVEL SECURITY;
CREATE POLICY people_service ON people
    USING ((SELECT app_has_role('service'))) WITH CHECK ((SELECT app_has_role('service')));
GRANT SELECT, INSERT, UPDATE ON people TO "${app_role}";

-- Every mail, from the event that asks for it to the word of the mail server.
CREATE TABLE messages (
    id              uuid        PRIMARY KEY DEFAULT uuidv7(),
    event_source    text        NOT NULL,
    event_id        text        NOT NULL,
    kind            text        NOT NULL,
    booking_id      uuid        NOT NULL,
    booking_version bigint      NOT NULL,
    recipient_id    uuid        NOT NULL,
    recipient_side  text        NOT NULL,
    recipient_email text        NOT NULL,
    data            jsonb       NOT NULL,
    traceparent     text,
    status          text        NOT NULL DEFAULT 'pending',
    attempts        integer     NOT NULL DEFAULT 0,
    doubts          integer     NOT NULL DEFAULT 0,
    reason          text,
    created_at      timestamptz NOT NULL,
    due_at          timestamptz NOT NULL,
    claim           uuid,
    claimed_until   timestamptz,
    sent_at         timestamptz,
    CONSTRAINT messages_one_per_event_recipient_and_kind UNIQUE (event_source, event_id, recipient_id, kind),
    CONSTRAINT messages_kind_known CHECK (kind IN ('booking-confirmed', 'booking-rescheduled', 'booking-cancelled')),
    CONSTRAINT messages_side_known CHECK (recipient_side IN ('mentor', 'mentee')),
    CONSTRAINT messages_status_known CHECK (status IN ('pending', 'sending', 'sent', 'failed')),
    CONSTRAINT messages_are_sent_under_a_claim CHECK ((status = 'sending') = (claim IS NOT NULL AND claimed_until IS NOT NULL))
) WITH (autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX messages_due ON messages (due_at) WHERE status IN ('pending', 'sending');
CREATE INDEX messages_open_of_booking ON messages (booking_id, recipient_id, booking_version) WHERE status IN ('pending', 'sending');
CREATE INDEX messages_of_recipient ON messages (recipient_id, id DESC);
COMMENT ON COLUMN messages.id IS 'Also the Message-ID, so that a mail that had to be sent again is known as the same';
COMMENT ON COLUMN messages.data IS 'The booking as the event told it';
COMMENT ON COLUMN messages.doubts IS
    'How often the mail may have gone out without our knowing: the process or the connection broke off in the middle';
COMMENT ON COLUMN messages.reason IS 'What stood in the way last';

ALTER TABLE messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE messages FORCE ROW LEVEL SECURITY;
CREATE POLICY messages_read ON messages FOR SELECT
    USING (recipient_id = (SELECT app_user_id()) OR (SELECT app_has_role('admin')) OR (SELECT app_has_role('service')));
CREATE POLICY messages_service_adds ON messages FOR INSERT WITH CHECK ((SELECT app_has_role('service')));
CREATE POLICY messages_service_changes ON messages FOR UPDATE USING ((SELECT app_has_role('service')));
CREATE POLICY messages_admin_resends ON messages FOR UPDATE USING ((SELECT app_has_role('admin')));
GRANT SELECT, INSERT ON messages TO "${app_role}";
GRANT UPDATE (status, attempts, doubts, reason, due_at, claim, claimed_until, sent_at) ON messages TO "${app_role}";

-- Hands out messages that are due, each to one sender alone until its claim ends, and of a booking none to a recipient
-- before the earlier ones to that recipient are done with: nobody is told of a cancellation before the booking.
-- A claim that ended without a word is a doubt: the mail may have gone out.
CREATE FUNCTION claim_messages(p_claim uuid, p_now timestamptz, p_lease interval, p_limit integer) RETURNS SETOF messages
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    RETURN QUERY
        UPDATE messages m
           SET status = 'sending', attempts = m.attempts + 1, claim = p_claim, claimed_until = p_now + p_lease,
               doubts = m.doubts + CASE WHEN m.status = 'sending' THEN 1 ELSE 0 END
         WHERE m.id IN (SELECT d.id FROM messages d
                         WHERE (d.status = 'pending' AND d.due_at <= p_now OR d.status = 'sending' AND d.claimed_until <= p_now)
                           AND NOT EXISTS (SELECT FROM messages earlier
                                            WHERE earlier.booking_id = d.booking_id
                                              AND earlier.recipient_id = d.recipient_id
                                              AND earlier.booking_version < d.booking_version
                                              AND earlier.status IN ('pending', 'sending'))
                         ORDER BY d.due_at
                         LIMIT p_limit
                           FOR UPDATE SKIP LOCKED)
        RETURNING m.*;
END $$;
