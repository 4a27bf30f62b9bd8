-- The data of an event about a booking as a person may see it, by the rule of booking_as_seen of the booking service: with the
-- address of the other side only while the booking is confirmed and the other side does not hide it. p_known is the data of the booking
-- as it is known now, null where it is not.
CREATE OR REPLACE FUNCTION data_as_seen(p_data jsonb, p_person uuid, p_known jsonb) RETURNS jsonb
    LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN p_data ? other.email
                     AND NOT (coalesce(known.data ->> 'status', '') = 'confirmed'
                              AND coalesce((SELECT p.share_email FROM people p WHERE p.user_id = (p_data ->> other.id)::uuid),
                                           (known.data ->> other.shares)::boolean, true))
                THEN p_data || jsonb_build_object(other.email, NULL)
                ELSE p_data END
      FROM (SELECT coalesce(p_known, p_data)) known (data)
      JOIN (VALUES (true, 'user_id', 'user_email', 'user_shares_email'),
                   (false, 'mentor_id', 'mentor_email', 'mentor_shares_email')) other (of_mentor, id, email, shares)
        ON other.of_mentor = coalesce(p_data ->> 'mentor_id' = p_person::text, false)
$$;
COMMENT ON FUNCTION data_as_seen IS
    'The data of an event about a booking, without the address of the other side where the person may not see it.';
