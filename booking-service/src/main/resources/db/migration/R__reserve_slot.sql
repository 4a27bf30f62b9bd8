-- Inserts the booking of a slot for the caller, what hold_slot and book_session have in common: as a hold, as a request where the
-- mentor wants to be asked, otherwise as confirmed. What the caller holds in its time is released. p_expires_at is the end of a hold or of
-- a request; it never lasts beyond its start. The outcome:
--   reserved          booking is the row
--   unknown_mentor    nobody, or not approved
--   schedule_changed  the mentor has changed the schedule since the slot was found to be offered: check again
--   full              the mentor has as many sessions on that day or in that week as the mentor's terms allow
--   no_email          the caller cannot be written to
CREATE OR REPLACE FUNCTION reserve_slot(
    p_caller uuid, p_roles text, p_name text, p_email text, p_slot offered_slot, p_hold boolean, p_expires_at timestamptz,
    p_note text, p_time_zone text, p_meeting_id text, p_meeting_url text, p_now timestamptz,
    OUT outcome text, OUT booking bookings)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_end        CONSTANT timestamptz := p_slot.start_time + make_interval(mins => p_slot.duration_minutes);
    v_occupied   CONSTANT tstzrange := tstzrange(p_slot.start_time - make_interval(mins => p_slot.buffer_before_minutes),
                                                 v_end + make_interval(mins => p_slot.buffer_after_minutes));
    v_role       text; -- Of set_config, which is assigned because PERFORM would run a query for it.
    v_found      record;
    v_terms      booking_terms;
    v_has_room   boolean;
    v_status     text;
BEGIN
    PERFORM lock_people(p_slot.mentor_id, p_caller);

    -- The mentor's address becomes part of the booking, which the mentee may read; the row it comes from is not the mentee's.
    -- Nor are the bookings of others, which count against the mentor's limits and may have expired.
    v_role := set_config('app.roles', 'service', true);
    SELECT m.name, m.email, m.locale, s.schedule_version, t AS terms,
           p.name AS mentee_name, p.email AS mentee_email, p.time_zone AS mentee_time_zone, p.locale AS mentee_locale
      INTO v_found
      FROM mentors m
      LEFT JOIN schedules s ON s.mentor_id = m.id
      LEFT JOIN booking_terms t ON t.mentor_id = m.id
      LEFT JOIN people p ON p.user_id = p_caller
     WHERE m.id = p_slot.mentor_id AND m.status = 'approved';
    v_terms := v_found.terms;
    PERFORM release_expired(p_slot.mentor_id, p_caller, p_now);
    v_has_room := within_limits(v_terms, p_slot, p_caller);
    v_role := set_config('app.roles', p_roles, true);

    outcome := CASE
        WHEN v_found.name IS NULL THEN 'unknown_mentor'
        WHEN v_found.schedule_version IS DISTINCT FROM p_slot.schedule_version THEN 'schedule_changed'
        WHEN NOT v_has_room THEN 'full'
        WHEN coalesce(v_found.mentee_email, p_email) IS NULL THEN 'no_email'
    END;
    IF outcome IS NOT NULL THEN
        RETURN;
    END IF;

    -- A hold replaces what the caller held with the mentor, whenever that was.
    PERFORM release_holds(p_caller, p_slot.mentor_id, CASE WHEN p_hold THEN tstzrange(NULL, NULL) ELSE v_occupied END,
                          tstzrange(p_slot.start_time, v_end));
    v_status := CASE WHEN p_hold THEN 'held' WHEN v_terms.approval_required THEN 'pending' ELSE 'confirmed' END;
    INSERT INTO bookings (
        id, session_id, status, created_at, session_type, duration_minutes, note, meeting_id, meeting_url,
        mentor_id, mentor_name, mentor_email, mentor_time_zone, mentor_locale,
        user_id, user_name, user_email, user_time_zone, user_locale,
        date, "time", start_time, end_time, occupied, expires_at, changeable_until,
        buffer_before_minutes, buffer_after_minutes, change_notice_minutes)
    VALUES (
        uuidv7(), uuidv7(), v_status, p_now, p_slot.session_type, p_slot.duration_minutes, p_note, p_meeting_id, p_meeting_url,
        p_slot.mentor_id::text, v_found.name, v_found.email, p_slot.mentor_time_zone, v_found.locale,
        p_caller::text, coalesce(v_found.mentee_name, p_name, 'A mentee'), coalesce(v_found.mentee_email, p_email),
        coalesce(v_found.mentee_time_zone, p_time_zone, 'UTC'), coalesce(v_found.mentee_locale, 'en'),
        p_slot.date, p_slot."time", p_slot.start_time, v_end, v_occupied,
        CASE WHEN v_status <> 'confirmed' THEN least(p_expires_at, p_slot.start_time) END,
        changeable_until(p_slot.start_time, v_terms.change_notice_minutes),
        p_slot.buffer_before_minutes, p_slot.buffer_after_minutes, coalesce(v_terms.change_notice_minutes, 0))
    RETURNING * INTO booking;
    outcome := 'reserved';
END $$;

COMMENT ON FUNCTION reserve_slot IS
    'Inserts a hold or a booking of a slot, all or nothing; what hold_slot and book_session have in common.';
