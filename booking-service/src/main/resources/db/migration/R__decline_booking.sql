-- Declines a request on behalf of its mentor or of an admin, which frees the time. The outcome is declined, or as of check_answerable.
CREATE OR REPLACE FUNCTION decline_booking(p_booking uuid, p_reason text, p_now timestamptz, p_traceparent text,
                                           OUT outcome text, OUT booking jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_booking bookings;
BEGIN
    SELECT * INTO v_booking FROM bookings WHERE id = p_booking FOR UPDATE;
    outcome := check_answerable(v_booking, p_or_admin => true, p_now => p_now);
    IF outcome IS NOT NULL THEN
        RETURN;
    END IF;
    UPDATE bookings
       SET status = 'declined', reason = p_reason, expires_at = NULL, version = version + 1,
           cancelled_by = CASE acting_side(v_booking) WHEN 'admin' THEN 'admin' END
     WHERE id = p_booking
    RETURNING * INTO v_booking;
    booking := booking_json(v_booking);
    PERFORM append_booking_event(v_booking, booking, 'declined', p_traceparent);
    outcome := 'declined';
END $$;

COMMENT ON FUNCTION decline_booking IS 'Declines a request as its mentor or as an admin, which frees its time.';
