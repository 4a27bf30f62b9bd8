-- The data of an event about a booking or a session without what it says of a person: name, address and words.
CREATE OR REPLACE FUNCTION without_person(p_data jsonb, p_person uuid) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT p_data || coalesce(
        (SELECT jsonb_object_agg(m.key, CASE WHEN m.key LIKE '%name' THEN '"Former member"'
                                             WHEN m.key LIKE '%email' THEN to_jsonb(p_person || '@unverified.invalid')
                                             ELSE 'null' END)
           FROM jsonb_each(p_data) m
          WHERE m.key IN ('reason', 'meeting_id', 'meeting_url', 'feedback', 'reply', 'proposal', 'question', 'contest_reason')
             OR p_data ->> 'mentor_id' = p_person::text AND m.key IN ('mentor_name', 'mentor_email')
             OR (p_data ->> 'user_id' = p_person::text OR p_data ->> 'mentee_id' = p_person::text)
                AND m.key IN ('user_name', 'user_email', 'mentee_name', 'mentee_display_name', 'note')
             OR p_data ->> 'user_id' = p_person::text AND m.key IN ('name', 'email')), '{}')
$$;
COMMENT ON FUNCTION without_person IS 'The data of an event without what it says of a person.';
