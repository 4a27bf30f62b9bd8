-- Cancels a booking on behalf of one of its sides, or of an admin, before it begins. The outcome:
--   cancelled  booking is the row
--   unknown    there is none, or not one of the caller's
--   closed     it occupies no time any more
--   begun      its time has come
--   too_late   the time in which its mentee may change booking is over
--   requested  it waits for the answer of its mentor, who is the caller
CREATE OR REPLACE FUNCTION cancel_booking(p_booking uuid, p_reason text, p_now timestamptz, p_traceparent text,
                                          OUT outcome text, OUT booking jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_booking bookings;
    v_side    text;
BEGIN
    SELECT * INTO v_booking FROM bookings WHERE id = p_booking FOR UPDATE;
    v_side := acting_side(v_booking);
    outcome := CASE
        WHEN v_booking.id IS NULL OR v_booking.status = 'held' THEN 'unknown'
        WHEN v_booking.status NOT IN ('pending', 'confirmed') THEN 'closed'
        WHEN v_booking.start_time <= p_now OR session_has_begun(v_booking) THEN 'begun'
        WHEN v_booking.expires_at <= p_now THEN 'closed'
        WHEN v_booking.status = 'pending' AND v_side = 'mentor' THEN 'requested'
        WHEN change_notice_has_passed(v_booking, p_now) THEN 'too_late'
    END;
    IF outcome IS NOT NULL THEN
        booking := booking_json(v_booking);
        RETURN;
    END IF;

    outcome := 'cancelled';
    booking := booking_json(end_booking(p_booking, v_side, p_reason, p_now, p_traceparent));
END $$;

COMMENT ON FUNCTION cancel_booking IS 'Cancels a booking as either of its sides or as an admin, and its session with it.';
