-- Proposes another time of a booking to the other side: the old time stands, and the new one is kept free, until the answer. The
-- caller has found p_slot to be one that may be proposed; a rival in it makes occupied_one_session_at_a_time refuse. The outcome:
--   proposed          booking is the row
--   unknown           there is none, or not one of the caller's
--   not_a_side        the caller is an admin, who moves it instead
--   closed            it is neither confirmed nor waiting for an answer any more
--   begun             its time has come
--   own_request       it waits for the answer of its mentor, and the caller is its mentee, who moves it instead
--   proposal_waits    the other side has proposed a time, which waits for the caller's answer
--   same_time         it is there already, or that is what the caller's side proposes already
--   mentor_suspended  its mentor may not be booked now
--   schedule_changed  the mentor has changed the schedule: check again
--   full              as of reserve_slot
CREATE OR REPLACE FUNCTION propose_move(
    p_booking uuid, p_slot offered_slot, p_reason text, p_answer_by timestamptz, p_now timestamptz, p_traceparent text,
    OUT outcome text, OUT booking jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_roles    CONSTANT text := current_setting('app.roles');
    v_before   bookings;
    v_mentor   uuid;
    v_mentee   uuid;
    v_schedule schedules;
    v_terms    booking_terms;
    v_has_room boolean;
BEGIN
    SELECT * INTO v_before FROM bookings WHERE id = p_booking AND status <> 'held';
    IF v_before.id IS NULL THEN
        outcome := 'unknown';
        RETURN;
    END IF;
    v_mentor := v_before.mentor_id;
    v_mentee := v_before.user_id;
    -- The people before the row, as book_session takes them.
    PERFORM lock_people(v_mentor, v_mentee);
    SELECT * INTO v_schedule FROM schedules WHERE mentor_id = v_mentor;
    SELECT * INTO v_terms FROM booking_terms WHERE mentor_id = v_mentor;
    PERFORM set_config('app.roles', 'service', true);
    PERFORM release_expired(v_mentor, v_mentee, p_now);
    v_has_room := within_limits(v_terms, p_slot, v_mentee, p_booking);
    PERFORM set_config('app.roles', v_roles, true);
    SELECT * INTO STRICT v_before FROM bookings WHERE id = p_booking FOR UPDATE;
    outcome := CASE
        WHEN acting_side(v_before) = 'admin' THEN 'not_a_side'
        WHEN v_before.status NOT IN ('pending', 'confirmed') THEN 'closed'
        WHEN v_before.start_time <= p_now THEN 'begun'
        WHEN v_before.status = 'pending' AND acting_side(v_before) = 'mentee' THEN 'own_request'
        WHEN v_before.proposed_by <> acting_side(v_before) THEN 'proposal_waits'
        WHEN p_slot.start_time IN (v_before.start_time, v_before.proposed_start_time) THEN 'same_time'
        WHEN NOT mentor_is_approved(v_mentor) THEN 'mentor_suspended'
        WHEN v_schedule.schedule_version IS DISTINCT FROM p_slot.schedule_version THEN 'schedule_changed'
        -- The limits of a mentor bind mentees.
        WHEN NOT v_has_room AND acting_side(v_before) = 'mentee' THEN 'full'
    END;
    IF outcome IS NULL THEN
        v_before := set_proposal(v_before, p_slot, p_reason, p_answer_by, p_traceparent);
        outcome := 'proposed';
    END IF;
    booking := booking_json(v_before);
END $$;

COMMENT ON FUNCTION propose_move IS 'Proposes another time of a booking to the other side.';
