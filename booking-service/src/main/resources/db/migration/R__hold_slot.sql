-- Holds a slot for the caller until p_until, or its start, in place of what the caller held with the mentor: one round trip and a
-- transaction of its own. The outcome:
--   held      hold is the row
--   too_many  the caller holds p_most with other mentors; the first of them ends at retry_at
--   otherwise as of reserve_slot, and occupied_one_session_at_a_time refuses as of book_session
CREATE OR REPLACE FUNCTION hold_slot(
    p_caller uuid, p_roles text, p_name text, p_email text, p_slot offered_slot, p_until timestamptz, p_most integer,
    p_now timestamptz,
    OUT outcome text, OUT hold jsonb, OUT retry_at timestamptz)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_reserved record;
    v_hold     bookings;
    v_count    bigint;
BEGIN
    PERFORM set_config('app.user_id', p_caller::text, true), set_config('app.roles', p_roles, true);
    PERFORM lock_people(p_slot.mentor_id, p_caller);
    SELECT count(*), min(expires_at) INTO v_count, retry_at FROM bookings
     WHERE user_id = p_caller::text AND status = 'held' AND expires_at > p_now AND mentor_id <> p_slot.mentor_id::text;
    IF v_count >= p_most THEN
        outcome := 'too_many';
        RETURN;
    END IF;

    v_reserved := reserve_slot(p_caller, p_roles, p_name, p_email, p_slot, p_hold => true, p_expires_at => p_until,
                               p_note => NULL, p_time_zone => NULL, p_meeting_id => NULL, p_meeting_url => NULL, p_now => p_now);
    IF v_reserved.outcome <> 'reserved' THEN
        outcome := v_reserved.outcome;
        RETURN;
    END IF;
    v_hold := v_reserved.booking;
    outcome := 'held';
    hold := jsonb_build_object(
        'id', v_hold.id, 'mentor_id', v_hold.mentor_id, 'start_time', rfc3339(v_hold.start_time),
        'end_time', rfc3339(v_hold.end_time), 'session_type', v_hold.session_type, 'expires_at', rfc3339(v_hold.expires_at));
END $$;

COMMENT ON FUNCTION hold_slot IS 'Keeps a slot for somebody for a few minutes.';
