-- An address that was given up at the identity provider and belongs to somebody else there now, or was swapped, must not stay with
-- the account that had it until its person comes back. The token proves whose it is: verified beats unverified, later beats earlier.
ALTER TABLE user_info
    ADD COLUMN email_verified boolean     NOT NULL DEFAULT false,
    ADD COLUMN email_as_of    timestamptz NOT NULL DEFAULT '-infinity';
COMMENT ON COLUMN user_info.email_verified IS 'Whether the identity provider had verified the address';
COMMENT ON COLUMN user_info.email_as_of IS 'When the token was issued that told the address and the flags';

-- Takes the address from the account that has it, on the word of a verified token of p_claimant issued at p_as_of; answers that
-- account, or no row if nobody has the address or by a proof as good. It keeps its person, under an address that no mail reaches
-- (RFC 2606, section 2), until a token of that person tells the new one.
CREATE FUNCTION release_email(p_claimant uuid, p_email text, p_as_of timestamptz)
    RETURNS TABLE (user_id uuid, created_at timestamptz, name text, email text, mentor boolean, mentee boolean, linkedin text,
                   dob date, time_zone text, locale text, version bigint)
    LANGUAGE plpgsql AS $$
DECLARE
    v_roles  text := current_setting('app.roles', true);
    v_holder uuid;
BEGIN
    -- Two who swap would wait for each other's rows.
    PERFORM pg_advisory_xact_lock(hashtextextended('release_email', 0));
    PERFORM set_config('app.roles', 'service', true);
    UPDATE user_info i
       SET email = i.user_id || '@released.invalid', email_verified = false
     WHERE i.email = p_email AND i.user_id <> p_claimant AND (NOT i.email_verified OR i.email_as_of < p_as_of)
    RETURNING i.user_id INTO v_holder;
    UPDATE users u SET version = u.version + 1 WHERE u.user_id = v_holder;
    RETURN QUERY
        SELECT u.user_id, u.created_at, u.name, i.email, i.mentor, i.mentee, u.linkedin, u.dob, u.time_zone, u.locale, u.version
          FROM users u JOIN user_info i USING (user_id)
         WHERE u.user_id = v_holder;
    PERFORM set_config('app.roles', coalesce(v_roles, ''), true);
END $$;
COMMENT ON FUNCTION release_email IS 'Takes an address from the account that has it, for whoever proves to have it now.';

-- What a mentee's profile repeats of the account follows it in the same transaction, whoever changes the account.
CREATE POLICY mentees_service_reads ON mentees FOR SELECT USING ((SELECT app_has_role('service')));
CREATE POLICY mentees_service_changes ON mentees FOR UPDATE USING ((SELECT app_has_role('service')));

CREATE FUNCTION mentees_follow_account() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    UPDATE mentees m
       SET name = u.name, email = i.email, dob = u.dob, linkedin = u.linkedin, version = m.version + 1
      FROM users u JOIN user_info i USING (user_id)
     WHERE m.id = NEW.user_id AND u.user_id = m.id
       AND (m.name, m.email, m.dob, m.linkedin) IS DISTINCT FROM (u.name, i.email, u.dob, u.linkedin);
    RETURN NULL;
END $$;
COMMENT ON FUNCTION mentees_follow_account IS 'Keeps what a mentee''s profile repeats of the account as it stands there.';

CREATE TRIGGER mentees_follow_users AFTER UPDATE OF name, dob, linkedin ON users
    FOR EACH ROW EXECUTE FUNCTION mentees_follow_account();
CREATE TRIGGER mentees_follow_user_info AFTER UPDATE OF email ON user_info
    FOR EACH ROW EXECUTE FUNCTION mentees_follow_account();

-- What is behind catches up.
SELECT set_config('app.roles', 'service', true);
UPDATE mentees m
   SET name = u.name, email = i.email, dob = u.dob, linkedin = u.linkedin, version = m.version + 1
  FROM users u JOIN user_info i USING (user_id)
 WHERE u.user_id = m.id
   AND (m.name, m.email, m.dob, m.linkedin) IS DISTINCT FROM (u.name, i.email, u.dob, u.linkedin);
SELECT set_config('app.roles', '', true);
