-- Moves a booking: the new time is taken and the old one is free, or nothing changes. The caller has found p_slot to be one that may
-- be taken; another session in the new time violates occupied_one_session_at_a_time. A request stays one, is published again, and waits
-- for its answer until p_answer_by or its new start. With p_propose, and where the mentor wants to be asked and its mentee moves a confirmed
-- booking, the other side is asked: the old time stands, and the new one is kept free, until the answer. The outcome:
--   rescheduled       booking is the row
--   proposed          booking is the row, which is where it was
--   unknown           there is none, or not one of the caller's
--   not_a_side        an admin proposes, who moves it instead
--   closed            it is neither confirmed nor waiting for an answer any more
--   begun             its time has come
--   too_late          the time in which its mentee may change booking is over
--   same_time         it is there already, or that is what the caller's side proposes already
--   requested         it waits for the answer of its mentor, who is the caller and may propose
--   own_request       it waits for the answer of its mentor, and its mentee proposes, who moves it instead
--   mentor_suspended  its mentor may not be booked now
--   proposal_waits    the other side has proposed a time, which waits for the caller's answer
--   schedule_changed  the mentor has changed the schedule: check again
--   full              as of reserve_slot, for the mentee; for others over_limit is true
CREATE OR REPLACE FUNCTION reschedule_booking(
    p_booking uuid, p_propose boolean, p_slot offered_slot, p_reason text, p_answer_by timestamptz, p_now timestamptz,
    p_traceparent text, OUT outcome text, OUT over_limit boolean, OUT booking jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_roles    CONSTANT text := current_setting('app.roles');
    v_before   bookings;
    v_after    bookings;
    v_mentor   uuid;
    v_mentee   uuid;
    v_schedule schedules;
    v_terms    booking_terms;
    v_side     text;
    v_is_asked boolean;
    v_end      timestamptz;
    v_occupied tstzrange;
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
    over_limit := NOT within_limits(v_terms, p_slot, v_mentee, p_booking);
    PERFORM set_config('app.roles', v_roles, true);
    SELECT * INTO STRICT v_before FROM bookings WHERE id = p_booking FOR UPDATE;
    v_side := acting_side(v_before);
    v_is_asked := p_propose
        OR v_before.status = 'confirmed' AND v_side = 'mentee' AND coalesce(v_terms.approval_required, false);
    outcome := CASE
        WHEN p_propose AND v_side = 'admin' THEN 'not_a_side'
        WHEN v_before.status NOT IN ('pending', 'confirmed') THEN 'closed'
        WHEN v_before.start_time <= p_now OR session_has_begun(v_before) THEN 'begun'
        WHEN v_before.expires_at <= p_now THEN 'closed'
        WHEN NOT p_propose AND change_notice_has_passed(v_before, p_now) THEN 'too_late'
        WHEN NOT p_propose AND v_before.status = 'pending' AND v_side = 'mentor' THEN 'requested'
        WHEN p_propose AND v_before.status = 'pending' AND v_side = 'mentee' THEN 'own_request'
        WHEN v_before.proposed_by <> v_side AND v_side <> 'admin' THEN 'proposal_waits'
        WHEN v_before.start_time = p_slot.start_time THEN 'same_time'
        WHEN v_is_asked AND v_before.proposed_start_time = p_slot.start_time THEN 'same_time'
        WHEN NOT mentor_is_approved(v_mentor) THEN 'mentor_suspended'
        WHEN v_schedule.schedule_version IS DISTINCT FROM p_slot.schedule_version THEN 'schedule_changed'
        -- The limits of a mentor bind mentees.
        WHEN over_limit AND v_side = 'mentee' THEN 'full'
    END;
    IF outcome IS NULL AND v_is_asked THEN
        v_before := set_proposal(v_before, p_slot, p_reason, p_answer_by, p_traceparent);
        outcome := 'proposed';
    END IF;
    IF outcome IS NOT NULL THEN
        booking := booking_json(v_before);
        RETURN;
    END IF;

    v_end := p_slot.start_time + make_interval(mins => v_before.duration_minutes);
    v_occupied := tstzrange(p_slot.start_time - make_interval(mins => p_slot.buffer_before_minutes),
                            v_end + make_interval(mins => p_slot.buffer_after_minutes));
    PERFORM release_holds(app_user_id(), v_mentor, v_occupied,
                          CASE app_user_id() WHEN v_mentor THEN v_occupied ELSE tstzrange(p_slot.start_time, v_end) END);
    UPDATE bookings
       SET start_time = p_slot.start_time, end_time = v_end, occupied = v_occupied, date = p_slot.date, "time" = p_slot."time",
           mentor_time_zone = p_slot.mentor_time_zone, sequence = sequence + 1, version = version + 1,
           expires_at = CASE WHEN status = 'pending' THEN least(p_answer_by, p_slot.start_time) END,
           changeable_until = changeable_until(p_slot.start_time, change_notice_minutes)
     WHERE id = p_booking
    RETURNING * INTO v_after;
    UPDATE mentoring_sessions
       SET start_time = v_after.start_time, end_time = v_after.end_time, version = version + 1
     WHERE booking_id = p_booking;

    booking := booking_json(v_after);
    PERFORM append_booking_event(v_after, booking, CASE v_after.status WHEN 'pending' THEN 'requested' ELSE 'rescheduled' END,
                                 p_traceparent, v_before.start_time, v_before.end_time,
                                 jsonb_build_object('reason', p_reason));
    outcome := 'rescheduled';
END $$;

COMMENT ON FUNCTION reschedule_booking IS 'Moves a booking to another time, or proposes that to the other side.';
