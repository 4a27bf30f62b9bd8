-- Everything that this service holds about a person, as JSON: what its function export_data(uuid) answers. Both run as the owner.
CREATE OR REPLACE FUNCTION export_person(p_person uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_document jsonb;
BEGIN
    IF NOT app_has_role('service') THEN
        RAISE EXCEPTION 'only background work exports people' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('app.erasing', 'on', true);
    v_document := export_data(p_person);
    PERFORM set_config('app.erasing', '', true);
    RETURN v_document;
END $$;
COMMENT ON FUNCTION export_person IS 'Everything that this service holds about a person, as JSON.';
REVOKE EXECUTE ON FUNCTION export_person(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION export_person(uuid) TO "${app_role}";
