-- Accepts what the other side has proposed: the booking moves to the proposed time, which has been kept free for it, and a request is
-- confirmed by it. p_start is the time that the caller accepts, so that nobody accepts what replaced it meanwhile; NULL for
-- whichever is proposed. The outcome is accepted (booking is the row), mentor_suspended, or as of check_proposal.
CREATE OR REPLACE FUNCTION accept_proposal(p_booking uuid, p_start timestamptz, p_now timestamptz, p_traceparent text,
                                           OUT outcome text, OUT booking jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_before bookings;
    v_after  bookings;
BEGIN
    SELECT * INTO v_before FROM bookings WHERE id = p_booking FOR UPDATE;
    outcome := check_proposal(v_before, false, p_start, p_now);
    IF outcome IS NULL THEN
        outcome := CASE
            WHEN session_has_begun(v_before) THEN 'begun'
            WHEN NOT mentor_is_approved(v_before.mentor_id::uuid) THEN 'mentor_suspended'
        END;
    END IF;
    IF outcome IS NOT NULL THEN
        RETURN;
    END IF;
    UPDATE bookings
       SET status = 'confirmed', expires_at = NULL, sequence = sequence + 1, version = version + 1,
           start_time = proposed_start_time, end_time = proposed_end_time, occupied = proposed_occupied,
           date = proposed_date, "time" = proposed_time, mentor_time_zone = proposed_time_zone,
           changeable_until = changeable_until(proposed_start_time, change_notice_minutes)
     WHERE id = p_booking
    RETURNING * INTO v_after;
    booking := booking_json(v_after);
    IF v_before.status = 'pending' THEN
        PERFORM create_session(v_after, booking, p_now, p_traceparent);
    ELSE
        UPDATE mentoring_sessions
           SET start_time = v_after.start_time, end_time = v_after.end_time, version = version + 1
         WHERE booking_id = p_booking;
        PERFORM append_booking_event(v_after, booking, 'rescheduled', p_traceparent, v_before.start_time, v_before.end_time);
    END IF;
    outcome := 'accepted';
END $$;

COMMENT ON FUNCTION accept_proposal IS 'Moves a booking to the time that the other side has proposed.';
