-- Everything that this service holds about a person, as JSON. See export_person of the kit.
CREATE OR REPLACE FUNCTION export_data(p_person uuid) RETURNS jsonb
    LANGUAGE plpgsql AS $$
BEGIN
    RETURN jsonb_build_object(
        'mentor', (SELECT to_jsonb(x) FROM mentors x WHERE x.id = p_person),
        'expertise', (SELECT coalesce(jsonb_agg(t.name ORDER BY t.name), '[]')
                        FROM mentor_expertise e JOIN expertise_tags t ON t.id = e.tag_id WHERE e.mentor_id = p_person),
        'social_links', (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.position), '[]')
                    FROM mentor_social_links x WHERE x.mentor_id = p_person),
        'next_free_time', (SELECT to_jsonb(x) FROM mentor_next_free_times x WHERE x.mentor_id = p_person),
        'calendar_connections', (SELECT coalesce(jsonb_agg(to_jsonb(x) - '{access_token,refresh_token,claim}'::text[] ORDER BY x.provider), '[]')
                    FROM mentor_calendar_oauth x WHERE x.mentor_id = p_person),
        'bookings_in_calendars', (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.start_time), '[]')
                    FROM calendar_bookings x WHERE x.mentor_id = p_person));
END $$;
COMMENT ON FUNCTION export_data IS 'Everything that this service holds about a person, as JSON.';
