-- For how long a person may still hold time of a mentor: of 15 minutes what has not been used within 24 hours, whichever slots that
-- was for. Below a minute is none: mentee_has_used_up_holds.
CREATE OR REPLACE FUNCTION hold_time_left(p_mentor uuid, p_holder uuid, p_now timestamptz) RETURNS interval
    LANGUAGE plpgsql AS $$
DECLARE
    v_held      tstzmultirange;
    v_range     tstzrange;
    v_left      interval;
    v_missing   interval;
    v_resets_at timestamptz;
BEGIN
    SELECT a.held * tstzmultirange(tstzrange(p_now - interval '24 hours', p_now)) INTO v_held
      FROM mentee_activity a WHERE a.user_id = p_holder AND a.mentor_id = p_mentor;
    SELECT interval '15 minutes' - coalesce(sum(upper(held) - lower(held)), '0') INTO v_left FROM unnest(v_held) AS held;
    IF v_left < interval '1 minute' THEN
        v_missing := interval '1 minute' - v_left;
        FOREACH v_range IN ARRAY array(SELECT unnest(v_held)) LOOP
            v_resets_at := lower(v_range) + interval '24 hours' + v_missing;
            EXIT WHEN upper(v_range) - lower(v_range) >= v_missing;
            v_missing := v_missing - (upper(v_range) - lower(v_range));
        END LOOP;
        RAISE EXCEPTION 'The person has held time of the mentor for as long as may be within 24 hours'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'mentee_has_used_up_holds',
                  DETAIL = ceil(extract(epoch FROM v_resets_at - p_now))::bigint;
    END IF;
    RETURN v_left;
END $$;

COMMENT ON FUNCTION hold_time_left IS 'For how long a person may still hold time of a mentor.';
