-- Keeps what a mentee's profile repeats of the account equal to the account, in the transaction that changes the account.
CREATE OR REPLACE FUNCTION mentees_follow_account() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    UPDATE mentees m
       SET name = u.name, email = i.email, dob = u.dob, linkedin = u.linkedin, version = m.version + 1
      FROM users u JOIN user_info i USING (user_id)
     WHERE m.id = NEW.user_id AND u.user_id = m.id
       AND (m.name, m.email, m.dob, m.linkedin) IS DISTINCT FROM (u.name, i.email, u.dob, u.linkedin);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER mentees_follow_users AFTER UPDATE OF name, dob, linkedin ON users
    FOR EACH ROW EXECUTE FUNCTION mentees_follow_account();
CREATE OR REPLACE TRIGGER mentees_follow_user_info AFTER UPDATE OF email ON user_info
    FOR EACH ROW EXECUTE FUNCTION mentees_follow_account();

COMMENT ON FUNCTION mentees_follow_account IS 'Keeps what a mentee''s profile repeats of the account as it stands there.';
