-- The data of a mail with the addresses of a booking's sides as their accounts have them now: a calendar recognises its owner by
-- the address that its mails go to. Where no account is known, the addresses stay as the event carried them.
CREATE OR REPLACE FUNCTION with_addresses_now(p_data jsonb) RETURNS jsonb
    LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN p_data ? 'mentor_email' THEN p_data || jsonb_strip_nulls(jsonb_build_object(
               'mentor_email', (SELECT p.email FROM people p WHERE p.user_id = (p_data ->> 'mentor_id')::uuid),
               'user_email', (SELECT p.email FROM people p WHERE p.user_id = (p_data ->> 'user_id')::uuid)))
           ELSE p_data END
$$;
COMMENT ON FUNCTION with_addresses_now IS
    'The data of a mail, with the addresses of a booking''s sides as their accounts have them; as planned where there is none.';
