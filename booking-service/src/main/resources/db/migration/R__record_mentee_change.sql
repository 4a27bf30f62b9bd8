-- Notes that a mentee has booked, moved or cancelled, and refuses what is more than p_most within 24 hours; NULL for any number. What
-- is older than a day is deleted.
CREATE OR REPLACE FUNCTION record_mentee_change(
    p_mentor uuid, p_mentee uuid, p_now timestamptz, p_most integer) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    v_changes   timestamptz[];
    v_resets_at timestamptz;
BEGIN
    INSERT INTO mentee_activity AS a (user_id, mentor_id, changes, changed_at)
    VALUES (p_mentee, p_mentor, ARRAY[p_now], p_now)
    ON CONFLICT (user_id, mentor_id) DO UPDATE
       SET changes = array(SELECT change FROM unnest(a.changes) AS change
                            WHERE change > p_now - interval '24 hours' ORDER BY change) || p_now,
           changed_at = p_now
    RETURNING changes INTO v_changes;
    IF cardinality(v_changes) > p_most THEN
        v_resets_at := v_changes[cardinality(v_changes) - p_most] + interval '24 hours';
        RAISE EXCEPTION 'The mentee has changed as much within 24 hours as the mentor wants'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'mentee_has_most_changes',
                  DETAIL = ceil(extract(epoch FROM v_resets_at - p_now))::bigint;
    END IF;
END $$;

COMMENT ON FUNCTION record_mentee_change IS
    'Notes that a mentee has booked, moved or cancelled, and refuses more than the mentor wants in a day.';
