-- Erases what this service knows of a person; answers how much of it has to wait. See erase_person of the kit.
CREATE OR REPLACE FUNCTION erase_data(p_person uuid, p_now timestamptz) RETURNS bigint
    LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM exports WHERE user_id = p_person;
    DELETE FROM mentees WHERE id = p_person;
    DELETE FROM user_info WHERE user_id = p_person;
    DELETE FROM users WHERE user_id = p_person;
    DELETE FROM mentor_decisions WHERE user_id = p_person;
    DELETE FROM mentor_bookers WHERE mentor_id = p_person OR mentee_id = p_person;
    RETURN 0;
END $$;
COMMENT ON FUNCTION erase_data IS 'Erases what this service knows of a person; answers how much of it has to wait.';

CREATE OR REPLACE TRIGGER users_skip_erased BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION skip_erased('user_id');
CREATE OR REPLACE TRIGGER mentor_decisions_skip_erased BEFORE INSERT ON mentor_decisions
    FOR EACH ROW EXECUTE FUNCTION skip_erased('user_id');
CREATE OR REPLACE TRIGGER mentor_bookers_skip_erased_mentors BEFORE INSERT ON mentor_bookers
    FOR EACH ROW EXECUTE FUNCTION skip_erased('mentor_id');
CREATE OR REPLACE TRIGGER mentor_bookers_skip_erased_mentees BEFORE INSERT ON mentor_bookers
    FOR EACH ROW EXECUTE FUNCTION skip_erased('mentee_id');
CREATE OR REPLACE TRIGGER exports_skip_erased BEFORE INSERT ON exports FOR EACH ROW EXECUTE FUNCTION skip_erased('user_id');
