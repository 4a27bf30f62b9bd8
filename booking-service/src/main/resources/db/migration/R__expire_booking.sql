-- Ends a hold or a request past its expires_at, which the caller has locked; to be called as the service.
CREATE OR REPLACE FUNCTION expire_booking(p_booking uuid) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v_booking bookings;
BEGIN
    DELETE FROM bookings WHERE id = p_booking AND status = 'held';
    IF FOUND THEN
        RETURN;
    END IF;
    UPDATE bookings SET status = 'expired', version = version + 1 WHERE id = p_booking AND status = 'pending'
    RETURNING * INTO v_booking;
    IF FOUND THEN
        PERFORM append_booking_event(v_booking, 'expired', NULL);
    END IF;
END $$;

COMMENT ON FUNCTION expire_booking IS 'Ends a request or a hold that has expired.';
