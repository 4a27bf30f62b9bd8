-- Whether the session of a booking has begun: by the clock of whoever called advance_sessions, which may be ahead of the caller's, and
-- while the caller waited for a lock. It does not begin before the transaction ends.
CREATE OR REPLACE FUNCTION session_has_begun(p_booking bookings) RETURNS boolean
    LANGUAGE plpgsql AS $$
BEGIN
    IF p_booking.status <> 'confirmed' THEN
        RETURN false;
    END IF;
    PERFORM FROM mentoring_sessions s WHERE s.booking_id = p_booking.id AND s.status = 'upcoming' FOR UPDATE;
    RETURN NOT FOUND;
END $$;

COMMENT ON FUNCTION session_has_begun IS 'Whether the session of a booking has begun; it does not before the transaction ends.';
