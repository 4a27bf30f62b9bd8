-- Refuses another booking or move of a mentee who changed as much within 24 hours as the mentor wants.
CREATE OR REPLACE FUNCTION check_most_changes(p_terms booking_terms, p_mentee uuid, p_now timestamptz) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v_changes timestamptz[];
    v_heals   timestamptz;
BEGIN
    SELECT array(SELECT change FROM unnest(a.changes) AS change WHERE change > p_now - interval '24 hours' ORDER BY change)
      INTO v_changes
      FROM mentee_activity a WHERE a.user_id = p_mentee AND a.mentor_id = p_terms.mentor_id;
    IF cardinality(v_changes) >= p_terms.most_changes_per_mentee_and_day THEN
        v_heals := v_changes[cardinality(v_changes) - p_terms.most_changes_per_mentee_and_day + 1] + interval '24 hours';
        RAISE EXCEPTION 'The mentee has changed as much within 24 hours as the mentor wants'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'mentee_has_most_changes',
                  DETAIL = ceil(extract(epoch FROM v_heals - p_now))::bigint;
    END IF;
END $$;

COMMENT ON FUNCTION check_most_changes IS 'Refuses another booking or move of a mentee who changed as much in a day as the mentor wants.';
