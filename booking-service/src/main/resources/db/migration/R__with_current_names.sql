-- A booking with the names and languages that its sides have now, as it was booked where none is known; changed_at says since when it
-- shows what it shows, so that of two calendar entries of one sequence the later one counts (RFC 5546, section 2.1.5).
CREATE OR REPLACE FUNCTION with_current_names(b bookings) RETURNS bookings
    LANGUAGE plpgsql AS $$
DECLARE
    v_roles   CONSTANT text := coalesce(current_setting('app.roles', true), '');
    v_profile mentors;
    v_mentor  people;
    v_mentee  people;
BEGIN
    -- The account and the profile of the other side are not the caller's to read; the names are.
    PERFORM set_config('app.roles', 'service', true);
    SELECT * INTO v_profile FROM mentors WHERE id = b.mentor_id::uuid;
    SELECT * INTO v_mentor FROM people WHERE user_id = b.mentor_id::uuid;
    SELECT * INTO v_mentee FROM people WHERE user_id = b.user_id::uuid;
    PERFORM set_config('app.roles', v_roles, true);
    b.mentor_name := coalesce(v_profile.name, b.mentor_name);
    b.mentor_locale := coalesce(v_mentor.locale, v_profile.locale, b.mentor_locale);
    b.user_name := coalesce(v_mentee.name, b.user_name);
    b.user_locale := coalesce(v_mentee.locale, b.user_locale);
    b.changed_at := greatest(b.changed_at, v_profile.changed_at, v_mentor.changed_at, v_mentee.changed_at);
    RETURN b;
END $$;

COMMENT ON FUNCTION with_current_names IS 'A booking with the names and languages that its sides have now; as it was booked where none is known.';
