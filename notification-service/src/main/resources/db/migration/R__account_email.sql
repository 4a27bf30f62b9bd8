-- The address of a person's account, for that person and for admins; null for others.
CREATE OR REPLACE FUNCTION account_email(p_person uuid) RETURNS text
    LANGUAGE plpgsql AS $$
DECLARE
    v_roles text    := coalesce(current_setting('app.roles', true), '');
    v_known boolean := p_person = app_user_id() OR app_has_role('admin');
    v_email text;
BEGIN
    IF v_known THEN
        PERFORM set_config('app.roles', 'service', true);
        SELECT p.email INTO v_email FROM people p WHERE p.user_id = p_person;
        PERFORM set_config('app.roles', v_roles, true);
    END IF;
    RETURN v_email;
END $$;
COMMENT ON FUNCTION account_email IS 'The address that a person''s account has, for that person and for admins; null for others.';
