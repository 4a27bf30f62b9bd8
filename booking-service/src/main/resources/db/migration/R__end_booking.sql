SET LOCAL check_function_bodies = off;

-- Cancels a booking that the transaction has locked, and its session with it. p_by is mentor, mentee, admin or system.
CREATE OR REPLACE FUNCTION end_booking(
    p_booking uuid, p_by text, p_reason text, p_now timestamptz, p_traceparent text) RETURNS bookings
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_booking bookings;
    v_session mentoring_sessions;
BEGIN
    UPDATE bookings
       SET status = 'cancelled', cancelled_at = p_now, cancelled_by = p_by, reason = p_reason, expires_at = NULL,
           sequence = sequence + 1, version = version + 1
     WHERE id = p_booking
    RETURNING * INTO STRICT v_booking;
    PERFORM append_booking_event(v_booking, booking_json(v_booking), 'cancelled', p_traceparent);
    -- A request has no session yet.
    UPDATE mentoring_sessions
       SET status = 'cancelled', cancelled_at = p_now, version = version + 1, events = events + 1
     WHERE booking_id = p_booking
    RETURNING * INTO v_session;
    IF FOUND THEN
        PERFORM append_session_event(v_session, 'cancelled', p_traceparent);
    END IF;
    RETURN v_booking;
END $$;

COMMENT ON FUNCTION end_booking IS 'Cancels a booking that the transaction has locked, and its session with it.';
