-- Notes that a mentee has booked, moved or cancelled; what is older than a day is forgotten.
CREATE OR REPLACE FUNCTION record_mentee_change(p_mentor uuid, p_mentee uuid, p_now timestamptz) RETURNS void
    LANGUAGE sql AS $$
    INSERT INTO mentee_activity AS a (user_id, mentor_id, changes, changed_at)
    VALUES (p_mentee, p_mentor, ARRAY[p_now], p_now)
    ON CONFLICT (user_id, mentor_id) DO UPDATE
       SET changes = array(SELECT change FROM unnest(a.changes) AS change WHERE change > p_now - interval '24 hours') || p_now,
           changed_at = p_now
$$;

COMMENT ON FUNCTION record_mentee_change IS 'Notes that a mentee has booked, moved or cancelled.';
