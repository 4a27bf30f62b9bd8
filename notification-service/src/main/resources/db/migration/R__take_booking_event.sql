-- Applies an event of a booking, once: notes its place, keeps the booking and plans its reminders anew, withdraws reminders of what
-- it was before, and plans a mail to each side. A mail that comes after a later one of its order was sent would only confuse, so it
-- is recorded as withdrawn. An event so old that the inbox may have forgotten it is new only if its version is; of one that the
-- inbox remembers only the id counts, because after a restore from a backup the publisher may use a version a second time.
-- With a kind that is null no mail is planned. Returns whether the event is new.
CREATE OR REPLACE FUNCTION take_booking_event(p_consumer text, p_source text, p_event text, p_traceparent text, p_key uuid,
                                              p_version bigint, p_kind text, p_status text, p_data jsonb, p_now timestamptz,
                                              p_may_be_forgotten boolean)
    RETURNS boolean
    LANGUAGE plpgsql AS $$
DECLARE
    v_roles text := coalesce(current_setting('app.roles', true), '');
    v_id uuid := (p_data ->> 'id')::uuid;
    v_mentor uuid := (p_data ->> 'mentor_id')::uuid;
    v_mentee uuid := (p_data ->> 'user_id')::uuid;
BEGIN
    PERFORM set_config('app.roles', 'service', true);
    INSERT INTO inbox (consumer, source, id) VALUES (p_consumer, p_source, p_event) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        PERFORM set_config('app.roles', v_roles, true);
        RETURN false;
    END IF;
    IF NOT note_order(p_key, p_version) AND p_may_be_forgotten THEN
        PERFORM set_config('app.roles', v_roles, true);
        RETURN false;
    END IF;
    IF p_kind IS NULL THEN
        PERFORM set_config('app.roles', v_roles, true);
        RETURN true;
    END IF;
    IF follow_booking(v_id, p_version, p_status, (p_data ->> 'start_time')::timestamptz, (p_data ->> 'end_time')::timestamptz,
                      v_mentor, v_mentee, p_data, p_now) THEN
        -- A reminder that is with the mail server at this moment is not tried again.
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
    PERFORM set_config('app.roles', v_roles, true);
    RETURN true;
END $$;
COMMENT ON FUNCTION take_booking_event IS
    'Applies an event of a booking and plans its mails and reminders; returns whether it is new.';
