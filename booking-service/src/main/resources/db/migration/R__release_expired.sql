-- Ends what has expired in the calendars of a mentor and a mentee, so that it occupies nothing; to be called as the service.
CREATE OR REPLACE FUNCTION release_expired(p_mentor uuid, p_mentee uuid, p_now timestamptz) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v_booking bookings;
BEGIN
    FOR v_booking IN
        SELECT * FROM bookings
         WHERE status IN ('held', 'pending') AND expires_at <= p_now
           AND (mentor_id = p_mentor::text OR user_id = p_mentee::text)
           FOR UPDATE
    LOOP
        PERFORM expire_booking(v_booking.id);
    END LOOP;
END $$;

COMMENT ON FUNCTION release_expired IS 'Frees the time of requests and holds of both sides that have expired.';
