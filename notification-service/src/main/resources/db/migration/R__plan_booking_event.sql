-- Applies an event of a booking, once: registers its version, keeps the booking and plans its reminders anew, withdraws reminders of
-- what it was before, and plans a mail to each side that is to be told (plan_booking_mail, is_notified_of). An event so old that the
-- inbox may have forgotten it is new only if its version is; of one that the inbox remembers only the id counts, because after a
-- restore from a backup the publisher may use a version a second time. With a kind that is null no mail is planned. Returns whether
-- the event is new.
CREATE OR REPLACE FUNCTION plan_booking_event(p_consumer text, p_source text, p_event text, p_traceparent text, p_key uuid,
                                              p_version bigint, p_kind text, p_status text, p_data jsonb, p_now timestamptz,
                                              p_may_be_forgotten boolean, p_merge_within interval)
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
    IF NOT register_order_version(p_key, p_version) AND p_may_be_forgotten THEN
        PERFORM set_config('app.roles', v_roles, true);
        RETURN false;
    END IF;
    IF p_kind IS NULL THEN
        PERFORM set_config('app.roles', v_roles, true);
        RETURN true;
    END IF;
    IF update_booking_copy(v_id, p_version, p_status, (p_data ->> 'start_time')::timestamptz, (p_data ->> 'end_time')::timestamptz,
                           v_mentor, v_mentee, p_data, p_now) THEN
        -- A reminder that is with the mail server at this moment is not tried again.
        UPDATE messages
           SET status = CASE status WHEN 'pending' THEN 'withdrawn' ELSE status END, reason = 'The booking has changed since',
               expires_at = p_now
         WHERE order_key = v_id AND kind = 'session-reminder' AND status IN ('pending', 'sending');
    END IF;
    PERFORM plan_booking_mail(p_source, p_event, p_traceparent, p_key, p_version, p_kind, p_data, p_now, p_merge_within,
                              side.mentor, side.person, side.name, side.email, side.zone, side.locale)
       FROM (VALUES (false, v_mentee, p_data ->> 'user_name', p_data ->> 'user_email', p_data ->> 'user_time_zone',
                     p_data ->> 'user_locale'),
                    (true, v_mentor, p_data ->> 'mentor_name', p_data ->> 'mentor_email', p_data ->> 'mentor_time_zone',
                     p_data ->> 'mentor_locale')) side (mentor, person, name, email, zone, locale)
      WHERE is_notified_of(p_kind, p_data, side.mentor);
    PERFORM set_config('app.roles', v_roles, true);
    RETURN true;
END $$;
COMMENT ON FUNCTION plan_booking_event IS
    'Applies an event of a booking and plans its mails and reminders; returns whether it is new.';
