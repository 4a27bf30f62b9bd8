-- Erases what this service knows of a person; answers whether nothing is left. May be called again at any time. What that is, the
-- service says by its function erase_data(uuid, timestamptz), which answers how much of it has to wait. Both run as the owner.
CREATE OR REPLACE FUNCTION erase_person(p_person uuid, p_now timestamptz) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_waiting bigint;
BEGIN
    IF NOT app_has_role('service') THEN
        RAISE EXCEPTION 'only background work erases people' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('app.erasing', 'on', true);
    v_waiting := erase_data(p_person, p_now);
    v_waiting := v_waiting + erase_kit_data(p_person);
    PERFORM set_config('app.erasing', '', true);
    RETURN v_waiting = 0;
END $$;
COMMENT ON FUNCTION erase_person IS 'Erases what this service knows of a person; answers whether nothing is left.';
REVOKE EXECUTE ON FUNCTION erase_person(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_person(uuid, timestamptz) TO "${app_role}";
