-- What the caller would review: mentor and name of the mentee, and the outcome:
--   reviewable     the session can be reviewed
--   not_yet        it is unknown here, or has not ended
--   unknown        it is somebody else's
--   cancelled
--   absent         the mentee did not come: that is final, or in the mentee's own words
--   reported       the mentor reports that the mentee did not come; the mentee can contest it
--   disputed       each side says that the other did not come; an admin decides
-- Row locks keep the session and the name as they are until the transaction ends: events about them wait.
CREATE OR REPLACE FUNCTION session_to_review(p_session_id uuid, OUT outcome text, OUT mentor_id uuid, OUT mentee_name text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_session sessions;
BEGIN
    SELECT * INTO v_session FROM sessions s WHERE s.session_id = p_session_id FOR SHARE;
    outcome := CASE
        WHEN v_session.session_id IS NULL THEN 'not_yet'
        WHEN v_session.mentee_id IS DISTINCT FROM app_user_id() THEN 'unknown'
        WHEN v_session.reviewable THEN 'reviewable'
        WHEN v_session.status = 'cancelled' THEN 'cancelled'
        WHEN v_session.status <> 'no-show' THEN 'not_yet'
        WHEN v_session.withdraws_review THEN 'absent'
        WHEN v_session.contested THEN 'disputed'
        ELSE 'reported'
    END;
    IF outcome = 'reviewable' THEN
        mentor_id := v_session.mentor_id;
        SELECT p.name INTO mentee_name FROM people p WHERE p.user_id = v_session.mentee_id FOR SHARE;
        IF NOT FOUND THEN
            mentee_name := v_session.mentee_name;
        END IF;
    END IF;
END $$;

REVOKE EXECUTE ON FUNCTION session_to_review(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION session_to_review(uuid) TO "${app_role}";
COMMENT ON FUNCTION session_to_review IS 'Whether the caller may review a session, and why not.';
