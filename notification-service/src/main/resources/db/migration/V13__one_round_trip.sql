-- What an event or a mail costs: one statement takes an event in, and one notes what became of many mails.

-- As before, by the index of bookings: one condition for a booking and for a person made every event read all bookings.
CREATE OR REPLACE FUNCTION follow_booking(p_id uuid, p_version bigint, p_status text, p_start timestamptz, p_end timestamptz,
                                          p_mentor uuid, p_mentee uuid, p_data jsonb, p_now timestamptz) RETURNS boolean
    LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bookings AS known (id, version, status, start_time, end_time, mentor_id, mentee_id, data)
    VALUES (p_id, p_version, p_status, p_start, p_end, p_mentor, p_mentee, p_data)
    ON CONFLICT (id) DO UPDATE
        SET version = excluded.version, status = excluded.status, start_time = excluded.start_time,
            end_time = excluded.end_time, mentor_id = excluded.mentor_id, mentee_id = excluded.mentee_id,
            data = excluded.data
      WHERE known.version < excluded.version;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    DELETE FROM reminders WHERE booking_id = p_id;
    IF p_status = 'confirmed' AND p_start > p_now THEN
        INSERT INTO reminders (booking_id, recipient_id, minutes_before, due_at)
        SELECT p_id, r.person, m.minutes, p_start - make_interval(mins => m.minutes)
          FROM (VALUES (p_mentor), (p_mentee)) r (person)
          LEFT JOIN preferences w ON w.user_id = r.person
         CROSS JOIN LATERAL (SELECT DISTINCT unnest(coalesce(w.reminder_minutes, '{1440,60}'))) m (minutes)
         WHERE p_start - make_interval(mins => m.minutes) > p_now
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN true;
END $$;

GRANT UPDATE (expires_at) ON messages TO "${app_role}";

-- Takes an event of a booking in, once: notes its place, keeps the booking and plans its reminders anew, takes back reminders
-- of what it was before, and plans a mail to each side. A mail that comes after a later one of its order was sent would only
-- confuse, so it is noted and not sent. Answers whether the event is new; of a kind that is null no mail comes.
CREATE FUNCTION take_booking_event(p_consumer text, p_source text, p_event text, p_traceparent text, p_key uuid, p_version bigint,
                                   p_kind text, p_status text, p_data jsonb, p_now timestamptz) RETURNS boolean
    LANGUAGE plpgsql AS $$
DECLARE
    v_id     uuid := (p_data ->> 'id')::uuid;
    v_mentor uuid := (p_data ->> 'mentor_id')::uuid;
    v_mentee uuid := (p_data ->> 'user_id')::uuid;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    INSERT INTO inbox (consumer, source, id) VALUES (p_consumer, p_source, p_event) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM note_order(p_key, p_version);
    IF p_kind IS NULL THEN
        RETURN true;
    END IF;
    IF follow_booking(v_id, p_version, p_status, (p_data ->> 'start_time')::timestamptz, (p_data ->> 'end_time')::timestamptz,
                      v_mentor, v_mentee, p_data, p_now) THEN
        -- What is with the mail server at this moment is not tried again.
        UPDATE messages
           SET status = CASE status WHEN 'pending' THEN 'withdrawn' ELSE status END, reason = 'The booking has changed since',
               expires_at = p_now
         WHERE order_key = v_id AND kind = 'session-reminder' AND status IN ('pending', 'sending');
    END IF;
    INSERT INTO messages (event_source, event_id, kind, booking_id, booking_version, recipient_id, recipient_side,
                          recipient_name, recipient_email, recipient_time_zone, recipient_locale, data, traceparent, order_key,
                          order_version, created_at, due_at, status, reason)
    SELECT p_source, p_event, p_kind, p_key, p_version, a.person, a.side, a.name, a.email, a.zone, a.locale, p_data,
           p_traceparent, p_key, p_version, p_now, p_now, CASE WHEN o.overtaken THEN 'withdrawn' ELSE 'pending' END,
           CASE WHEN o.overtaken THEN 'A later one was sent before' END
      FROM (VALUES ('mentee', v_mentee, p_data ->> 'user_name', p_data ->> 'user_email', p_data ->> 'user_time_zone',
                    p_data ->> 'user_locale'),
                   ('mentor', v_mentor, p_data ->> 'mentor_name', p_data ->> 'mentor_email', p_data ->> 'mentor_time_zone',
                    p_data ->> 'mentor_locale')) a (side, person, name, email, zone, locale)
     CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM messages later
                                         WHERE later.order_key = p_key AND later.recipient_id = a.person
                                           AND later.order_version > p_version AND later.status = 'sent')) o (overtaken)
    ON CONFLICT ON CONSTRAINT messages_one_per_event_recipient_and_kind DO NOTHING;
    RETURN true;
END $$;

-- The same mails as before, in a time that does not grow with what is due: a scalar subquery stays one look into an index.
CREATE OR REPLACE FUNCTION claim_mails(p_claim uuid, p_now timestamptz, p_lease interval, p_patience interval, p_limit integer)
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

-- Notes what became of mails that were claimed; nothing of one whose claim has passed to another sender. Answers of how many.
CREATE FUNCTION settle_mails(p_ids uuid[], p_claims uuid[], p_statuses text[], p_reasons text[], p_due timestamptz[],
                             p_sent timestamptz[], p_doubts integer[]) RETURNS integer
    LANGUAGE plpgsql AS $$
DECLARE
    v_count integer;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    UPDATE messages m
       SET status = s.status, reason = s.reason, due_at = coalesce(s.due, m.due_at), sent_at = s.sent,
           doubts = m.doubts + s.doubts, claim = NULL, claimed_until = NULL
      FROM unnest(p_ids, p_claims, p_statuses, p_reasons, p_due, p_sent, p_doubts)
           s (id, claim, status, reason, due, sent, doubts)
     WHERE m.id = s.id AND m.claim = s.claim;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END $$;
