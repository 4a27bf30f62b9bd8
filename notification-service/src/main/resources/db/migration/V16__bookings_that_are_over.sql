-- Bookings that are over do not stay for ever, nor does the inbox remember every event (see the kit's V0.7): how far the events of
-- each aggregate are known does, so that one which comes again after years asks for no mail.

CREATE INDEX bookings_by_end ON bookings (end_time);

-- Deletes some of the bookings that ended before that time, and what may be left of their reminders; answers how many.
CREATE FUNCTION purge_bookings(p_before timestamptz, p_limit integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    v_count integer;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    DELETE FROM bookings WHERE id = ANY (ARRAY(
        SELECT id FROM bookings WHERE end_time < p_before ORDER BY end_time LIMIT p_limit FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END $$;

-- As before, and answers whether the version was not known.
DROP FUNCTION note_order;
CREATE FUNCTION note_order(p_key uuid, p_version bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v order_positions;
BEGIN
    INSERT INTO order_positions (order_key, through) VALUES (p_key, 0) ON CONFLICT DO NOTHING;
    SELECT * INTO v FROM order_positions WHERE order_key = p_key FOR UPDATE;
    IF p_version <= v.through OR p_version = ANY (v.ahead) THEN
        RETURN false;
    END IF;
    v.ahead := v.ahead || p_version;
    WHILE v.through + 1 = ANY (v.ahead) LOOP
        v.through := v.through + 1;
        v.ahead := array_remove(v.ahead, v.through);
    END LOOP;
    UPDATE order_positions SET through = v.through, ahead = v.ahead WHERE order_key = p_key;
    RETURN true;
END $$;

-- As before, but for an event so old that the inbox may have forgotten it: such a one is new only if its version is. (Of an event
-- that it remembers only the id counts: after a restore from a backup the publisher may give a version a second time.)
CREATE FUNCTION take_booking_event(p_consumer text, p_source text, p_event text, p_traceparent text, p_key uuid, p_version bigint,
                                   p_kind text, p_status text, p_data jsonb, p_now timestamptz, p_may_be_forgotten boolean)
    RETURNS boolean
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
    IF NOT note_order(p_key, p_version) AND p_may_be_forgotten THEN
        RETURN false;
    END IF;
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
