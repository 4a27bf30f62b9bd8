-- The data of a mail with the names and addresses that the people in it have now, and whether they show these to each other now:
-- somebody who changed the name is not written about by the old one, and a calendar recognises its owner by the address that its mails
-- go to. changed_at says since when the data shows what it shows, as in the files of the booking service. What is not known stays as
-- the event carried it; nothing is added that the event did not carry.
CREATE OR REPLACE FUNCTION with_current_people(p_data jsonb) RETURNS jsonb
    LANGUAGE sql STABLE AS $$
    SELECT p_data || jsonb_strip_nulls(jsonb_build_object(
        'mentor_name', CASE WHEN p_data ? 'mentor_name' THEN profile.name END,
        'mentor_email', CASE WHEN p_data ? 'mentor_email' THEN mentor.email END,
        'mentor_shares_email', CASE WHEN p_data ? 'mentor_email' THEN mentor.share_email END,
        'user_name', CASE WHEN p_data ? 'user_name' THEN mentee.name END,
        'mentee_name', CASE WHEN p_data ? 'mentee_name' THEN mentee.name END,
        'user_email', CASE WHEN p_data ? 'user_email' THEN mentee.email END,
        'user_shares_email', CASE WHEN p_data ? 'user_email' THEN mentee.share_email END,
        'changed_at', CASE WHEN p_data ->> 'changed_at' IS NOT NULL THEN
            greatest((p_data ->> 'changed_at')::timestamptz, profile.changed_at, mentor.changed_at, mentee.changed_at) END))
      FROM (SELECT (p_data ->> 'mentor_id')::uuid, coalesce(p_data ->> 'user_id', p_data ->> 'mentee_id')::uuid) told (mentor, mentee)
      LEFT JOIN people mentor ON mentor.user_id = told.mentor
      LEFT JOIN report_mentors profile ON profile.mentor_id = told.mentor
      LEFT JOIN people mentee ON mentee.user_id = told.mentee
$$;
COMMENT ON FUNCTION with_current_people IS
    'The data of a mail, with what its people are called and show to each other now; as planned where that is not known.';
