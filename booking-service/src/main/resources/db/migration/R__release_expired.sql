SET LOCAL check_function_bodies = off;

-- Ends what has expired of two people, in whichever role they are, so that it occupies nothing; to be called as the service. By index,
-- planned once, even while the table is small or was never analyzed: to plan it for each call takes longer than all that is inserted.
CREATE OR REPLACE FUNCTION release_expired(p_one uuid, p_other uuid, p_now timestamptz) RETURNS void
    LANGUAGE plpgsql SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_people CONSTANT text[] := ARRAY[p_one::text, p_other::text];
    v_booking bookings;
BEGIN
    -- Mostly nothing has, and to look costs less than to lock.
    IF NOT EXISTS (SELECT FROM bookings b
                    WHERE has_expired(b, p_now) AND (b.mentor_id = ANY (v_people) OR b.user_id = ANY (v_people))) THEN
        RETURN;
    END IF;
    FOR v_booking IN
        SELECT * FROM bookings b
         WHERE has_expired(b, p_now) AND (b.mentor_id = ANY (v_people) OR b.user_id = ANY (v_people))
         ORDER BY b.id
           FOR UPDATE
    LOOP
        PERFORM expire_booking(v_booking, p_now);
    END LOOP;
END $$;

COMMENT ON FUNCTION release_expired IS 'Frees the time of holds, requests and proposals of two people that have expired.';
