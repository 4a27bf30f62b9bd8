-- Erases what this service knows of a person; answers whether nothing is left. May be called again at any time.
CREATE OR REPLACE FUNCTION erase_person(p_person uuid, p_now timestamptz) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_done boolean;
BEGIN
    IF NOT app_has_role('service') THEN
        RAISE EXCEPTION 'only background work erases people' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('app.erasing', 'on', true);
    DELETE FROM exports WHERE user_id = p_person;
    DELETE FROM mentees WHERE id = p_person;
    DELETE FROM user_info WHERE user_id = p_person;
    DELETE FROM users WHERE user_id = p_person;
    DELETE FROM mentor_decisions WHERE user_id = p_person;
    DELETE FROM bookers WHERE mentor_id = p_person OR mentee_id = p_person;
    v_done := erase_leftovers(p_person) = 0;
    PERFORM set_config('app.erasing', '', true);
    RETURN v_done;
END $$;
COMMENT ON FUNCTION erase_person IS 'Erases what this service knows of a person; answers whether nothing is left.';
REVOKE EXECUTE ON FUNCTION erase_person(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_person(uuid, timestamptz) TO "${app_role}";

CREATE OR REPLACE TRIGGER users_skip_erased BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION skip_erased('user_id');
CREATE OR REPLACE TRIGGER mentor_decisions_skip_erased BEFORE INSERT ON mentor_decisions
    FOR EACH ROW EXECUTE FUNCTION skip_erased('user_id');
CREATE OR REPLACE TRIGGER bookers_skip_erased_mentors BEFORE INSERT ON bookers
    FOR EACH ROW EXECUTE FUNCTION skip_erased('mentor_id');
CREATE OR REPLACE TRIGGER bookers_skip_erased_mentees BEFORE INSERT ON bookers
    FOR EACH ROW EXECUTE FUNCTION skip_erased('mentee_id');
CREATE OR REPLACE TRIGGER exports_skip_erased BEFORE INSERT ON exports FOR EACH ROW EXECUTE FUNCTION skip_erased('user_id');
