-- Takes the address from the account that has it, for p_claimant, whose token of p_token_issued_at says that the address is verified.
-- Answers the account that had it, or no row if nobody has the address or the holder's proof is as good. That account has no
-- address until a token of its person names a verified one.
CREATE OR REPLACE FUNCTION release_email(p_claimant uuid, p_email text, p_token_issued_at timestamptz)
    RETURNS TABLE (user_id uuid, created_at timestamptz, name text, email text, mentor boolean, mentee boolean, linkedin text,
                   dob date, time_zone text, locale text, share_email boolean, disabled boolean, version bigint)
    LANGUAGE plpgsql AS $$
DECLARE
    v_roles  text := current_setting('app.roles', true);
    v_holder uuid;
BEGIN
    -- Two people who swap addresses would wait for each other's rows.
    PERFORM pg_advisory_xact_lock(hashtextextended('release_email', 0));
    PERFORM set_config('app.roles', 'service', true);
    UPDATE user_info i
       SET email = unverified_email(i.user_id), email_verified = false
     WHERE i.email = p_email AND i.user_id <> p_claimant AND (NOT i.email_verified OR i.email_token_issued_at < p_token_issued_at)
    RETURNING i.user_id INTO v_holder;
    UPDATE users u SET version = u.version + 1 WHERE u.user_id = v_holder;
    RETURN QUERY
        SELECT u.user_id, u.created_at, u.name, NULL::text, i.mentor, i.mentee, u.linkedin, u.dob, u.time_zone, u.locale,
               u.share_email, u.disabled, u.version
          FROM users u JOIN user_info i USING (user_id)
         WHERE u.user_id = v_holder;
    PERFORM set_config('app.roles', coalesce(v_roles, ''), true);
END $$;
COMMENT ON FUNCTION release_email IS 'Takes an address from the account that has it, for whoever proves to have it now.';
