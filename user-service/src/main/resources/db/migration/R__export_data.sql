-- Everything that this service holds about a person, as JSON. See export_person of the kit.
CREATE OR REPLACE FUNCTION export_data(p_person uuid) RETURNS jsonb
    LANGUAGE plpgsql AS $$
BEGIN
    RETURN jsonb_build_object(
        'account', (SELECT to_jsonb(u) FROM users u WHERE u.user_id = p_person),
        'person', (SELECT to_jsonb(i) FROM user_info i WHERE i.user_id = p_person),
        'mentee_profile', (SELECT to_jsonb(m) - 'name_key' FROM mentees m WHERE m.id = p_person),
        'mentor_decision', (SELECT to_jsonb(d) FROM mentor_decisions d WHERE d.user_id = p_person),
        'booked_mentors', (SELECT coalesce(jsonb_agg(to_jsonb(b) ORDER BY b.mentor_id), '[]')
                             FROM mentor_bookers b WHERE b.mentee_id = p_person),
        'mentees_who_booked', (SELECT coalesce(jsonb_agg(to_jsonb(b) ORDER BY b.mentee_id), '[]')
                                 FROM mentor_bookers b WHERE b.mentor_id = p_person));
END $$;
COMMENT ON FUNCTION export_data IS 'Everything that this service holds about a person, as JSON.';
