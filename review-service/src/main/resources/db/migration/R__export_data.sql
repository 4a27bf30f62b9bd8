-- Everything that this service holds about a person, as JSON. See export_person of the kit.
CREATE OR REPLACE FUNCTION export_data(p_person uuid) RETURNS jsonb
    LANGUAGE plpgsql AS $$
BEGIN
    RETURN jsonb_build_object(
        'reviews_written', (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.created_at), '[]')
                    FROM mentor_reviews x WHERE x.mentee_id = p_person),
        'reviews_received', (SELECT coalesce(jsonb_agg(to_jsonb(x) - '{mentee_id,session_id,hidden_reason}'::text[] ORDER BY x.created_at), '[]')
                    FROM mentor_reviews x WHERE x.mentor_id = p_person),
        'earlier_versions', (SELECT coalesce(jsonb_agg(to_jsonb(e) ORDER BY e.review_id, e.version), '[]')
                               FROM review_edits e JOIN mentor_reviews r ON r.id = e.review_id WHERE r.mentee_id = p_person),
        'found_useful', (SELECT coalesce(jsonb_agg(x.review_id), '[]')
                    FROM review_votes x WHERE x.reader_id = p_person),
        'reported', (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.created_at), '[]')
                    FROM review_reports x WHERE x.reporter_id = p_person),
        'sessions', (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.session_id), '[]')
                    FROM sessions x WHERE x.mentee_id = p_person OR x.mentor_id = p_person));
END $$;
COMMENT ON FUNCTION export_data IS 'Everything that this service holds about a person, as JSON.';
