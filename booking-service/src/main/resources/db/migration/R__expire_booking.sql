-- Ends a hold, a request or a proposal past its end, which the caller has locked; to be called as the service. A proposal ends
-- with the request that it was made for.
CREATE OR REPLACE FUNCTION expire_booking(p_booking bookings, p_now timestamptz) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v_booking bookings;
BEGIN
    IF p_booking.status = 'held' THEN
        DELETE FROM bookings WHERE id = p_booking.id;
    ELSIF p_booking.status = 'pending' AND p_booking.expires_at <= p_now THEN
        UPDATE bookings SET status = 'expired', version = version + 1 WHERE id = p_booking.id
        RETURNING * INTO v_booking;
        PERFORM append_booking_event(v_booking, booking_json(v_booking), 'expired', NULL);
    ELSE
        PERFORM end_proposal(p_booking, 'expired', NULL, NULL);
    END IF;
END $$;

COMMENT ON FUNCTION expire_booking IS 'Ends a hold, a request or a proposal that has expired.';
