-- Accepts a request on behalf of its mentor. The outcome:
--   accepted          booking is the row, which now has a session
--   mentor_suspended  its mentor may not host now, whatever the caller's token says
--   otherwise as of check_answerable
CREATE OR REPLACE FUNCTION accept_booking(p_booking uuid, p_now timestamptz, p_traceparent text,
                                          OUT outcome text, OUT booking jsonb)
    LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE
    v_booking bookings;
BEGIN
    SELECT * INTO v_booking FROM bookings WHERE id = p_booking FOR UPDATE;
    outcome := coalesce(
        check_answerable(v_booking, p_or_admin => false, p_now => p_now),
        CASE WHEN NOT mentor_is_approved(v_booking.mentor_id::uuid) THEN 'mentor_suspended' END);
    IF outcome IS NOT NULL THEN
        RETURN;
    END IF;
    UPDATE bookings SET status = 'confirmed', expires_at = NULL, version = version + 1 WHERE id = p_booking
    RETURNING * INTO v_booking;
    booking := booking_json(v_booking);
    PERFORM create_session(v_booking, booking, p_now, p_traceparent);
    outcome := 'accepted';
END $$;

COMMENT ON FUNCTION accept_booking IS 'Confirms a request as its mentor, which makes its session.';
