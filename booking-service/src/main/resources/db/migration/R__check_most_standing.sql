-- Refuses another booking of a mentee who has as many future bookings as the mentor wants; what has expired does not count. Planned once: left
-- to choose, PostgreSQL plans it for each booking, which takes ten times as long as it runs.
CREATE OR REPLACE FUNCTION check_most_standing(p_terms booking_terms, p_mentee text, p_now timestamptz) RETURNS void
    LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_standing bigint;
    v_first    timestamptz;
BEGIN
    IF p_terms.most_standing_per_mentee IS NULL THEN
        RETURN;
    END IF;
    -- Nothing lasts longer than a day, so what has not ended cannot have begun more than a day ago.
    SELECT count(*), min(end_time) INTO v_standing, v_first FROM bookings
     WHERE user_id = p_mentee AND start_time > p_now - interval '1 day' AND end_time > p_now
       AND mentor_id = p_terms.mentor_id::text AND (status = 'confirmed' OR status = 'pending' AND expires_at > p_now);
    IF v_standing >= p_terms.most_standing_per_mentee THEN
        RAISE EXCEPTION 'The mentee has as many future bookings as the mentor wants'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'mentee_has_most_standing',
                  DETAIL = ceil(extract(epoch FROM v_first - p_now))::bigint;
    END IF;
END $$;

COMMENT ON FUNCTION check_most_standing IS 'Refuses another booking of a mentee who has as many future bookings as the mentor wants.';
