-- Everything that this service holds about a person, as JSON.
CREATE OR REPLACE FUNCTION export_person(p_person uuid) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_document jsonb;
BEGIN
    IF NOT app_has_role('service') THEN
        RAISE EXCEPTION 'only background work exports people' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('app.erasing', 'on', true);
    v_document := jsonb_build_object(
        'mentor', (SELECT to_jsonb(x) FROM mentors x WHERE x.id = p_person),
        'expertise', (SELECT coalesce(jsonb_agg(t.name ORDER BY t.name), '[]')
                        FROM mentor_expertise e JOIN expertise_tags t ON t.id = e.tag_id WHERE e.mentor_id = p_person),
        'social_links', (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.position), '[]')
                    FROM mentor_social_links x WHERE x.mentor_id = p_person),
        'calendar_connections', (SELECT coalesce(jsonb_agg(to_jsonb(x) - '{access_token,refresh_token,claim}'::text[] ORDER BY x.provider), '[]')
                    FROM mentor_calendar_oauth x WHERE x.mentor_id = p_person),
        'bookings_in_calendars', (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.start_time), '[]')
                    FROM calendar_bookings x WHERE x.mentor_id = p_person));
    PERFORM set_config('app.erasing', '', true);
    RETURN v_document;
END $$;
COMMENT ON FUNCTION export_person IS 'Everything that this service holds about a person, as JSON.';
REVOKE EXECUTE ON FUNCTION export_person(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION export_person(uuid) TO "${app_role}";
