-- Ends what has expired of two people, in whichever role they are, so that it occupies nothing; to be called as the service.
CREATE OR REPLACE FUNCTION release_expired(p_one uuid, p_other uuid, p_now timestamptz) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v_people CONSTANT text[] := ARRAY[p_one::text, p_other::text];
    v_booking bookings;
BEGIN
    FOR v_booking IN
        SELECT * FROM bookings
         WHERE (status IN ('held', 'pending') AND expires_at <= p_now OR proposed_by IS NOT NULL AND proposal_expires_at <= p_now)
           AND (mentor_id = ANY (v_people) OR user_id = ANY (v_people))
         ORDER BY id
           FOR UPDATE
    LOOP
        PERFORM expire_booking(v_booking, p_now);
    END LOOP;
END $$;

COMMENT ON FUNCTION release_expired IS 'Frees the time of holds, requests and proposals of two people that have expired.';
