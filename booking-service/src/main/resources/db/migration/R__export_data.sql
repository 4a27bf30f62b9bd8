-- Everything that this service holds about a person, as JSON. See export_person of the kit.
CREATE OR REPLACE FUNCTION export_data(p_person uuid) RETURNS jsonb
    LANGUAGE plpgsql AS $$
DECLARE
    v_roles    text := current_setting('app.roles', true);
    v_user     text := current_setting('app.user_id', true);
    v_document jsonb;
BEGIN
    -- Of the other side, the person gets what the person may see.
    PERFORM set_config('app.user_id', p_person::text, true), set_config('app.roles', '', true);
    v_document := jsonb_build_object(
        'person', (SELECT to_jsonb(x) FROM people x WHERE x.user_id = p_person),
        'hides_address', EXISTS (SELECT FROM hidden_addresses x WHERE x.user_id = p_person),
        'mentor', (SELECT to_jsonb(x) FROM mentors x WHERE x.id = p_person),
        'activity', (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.mentor_id), '[]')
                    FROM mentee_activity x WHERE x.user_id = p_person),
        'chosen_language', (SELECT to_jsonb(x) FROM mail_languages x WHERE x.user_id = p_person),
        'bookings', (SELECT coalesce(jsonb_agg(booking_with_questions(x) ORDER BY x.start_time), '[]') FROM bookings x
                      WHERE x.user_id = p_person::text OR x.mentor_id = p_person::text),
        'sessions', (SELECT coalesce(jsonb_agg(session_json(x) ORDER BY x.start_time), '[]') FROM mentoring_sessions x
                      WHERE x.mentee_id = p_person OR x.mentor_id = p_person),
        'schedule', (SELECT to_jsonb(x) FROM schedules x WHERE x.mentor_id = p_person),
        'terms', (SELECT to_jsonb(x) FROM booking_terms x WHERE x.mentor_id = p_person),
        'meeting_link', (SELECT to_jsonb(x) FROM meeting_links x WHERE x.mentor_id = p_person),
        'rules', (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.start_time), '[]')
                    FROM mentor_availability x WHERE x.mentor_id = p_person),
        'windows', (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.start_time), '[]')
                    FROM availability x WHERE x.mentor_id = p_person),
        'overrides', (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.first_day, x.id), '[]')
                    FROM availability_overrides x WHERE x.mentor_id = p_person),
        'busy_in_calendars', (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.provider), '[]')
                    FROM external_busy x WHERE x.mentor_id = p_person),
        'calendars_with_separate_entries', (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.provider), '[]')
                    FROM calendars_with_separate_entries x WHERE x.mentor_id = p_person),
        'offered_days', (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.day), '[]')
                    FROM offered_days x WHERE x.mentor_id = p_person),
        'next_free_time', (SELECT to_jsonb(x) FROM next_free_times x WHERE x.mentor_id = p_person));
    PERFORM set_config('app.user_id', coalesce(v_user, ''), true), set_config('app.roles', coalesce(v_roles, ''), true);
    RETURN v_document;
END $$;
COMMENT ON FUNCTION export_data IS 'Everything that this service holds about a person, as JSON.';
