-- A booking as the caller may see it now, with the names and languages that its sides have now, as it was booked where none is known.
-- A side sees its own address, and that of the other side while the booking is confirmed and the other side has one and does not hide
-- it; admins see both. changed_at says since when it shows what it shows, so that of two calendar entries of one sequence the later one counts
-- (RFC 5546, section 2.1.5).
CREATE OR REPLACE FUNCTION booking_as_seen(b bookings) RETURNS bookings
    LANGUAGE plpgsql AS $$
DECLARE
    v_caller CONSTANT text := app_user_id();
    v_roles  CONSTANT text := coalesce(current_setting('app.roles', true), '');
    v_all    CONSTANT boolean := app_has_role('admin');
    v_others CONSTANT boolean := b.status = 'confirmed' AND v_caller IN (b.mentor_id, b.user_id);
    v_role   text; -- Of set_config, which is assigned because PERFORM would run a query for it.
    n        record;
BEGIN
    -- The account and the profile of the other side are not the caller's to read; the names are.
    v_role := set_config('app.roles', 'service', true);
    SELECT profile.name AS mentor_name, coalesce(mentor.locale, profile.locale) AS mentor_locale,
           mentee.name AS user_name, mentee.locale AS user_locale,
           greatest(profile.changed_at, mentor.changed_at, mentee.changed_at) AS changed_at,
           of_mentor.user_id IS NOT NULL AS mentor_hides, of_mentee.user_id IS NOT NULL AS mentee_hides
      INTO n
      FROM (VALUES (b.mentor_id::uuid, b.user_id::uuid)) AS side (mentor, mentee)
      LEFT JOIN mentors profile ON profile.id = side.mentor
      LEFT JOIN people mentor ON mentor.user_id = side.mentor
      LEFT JOIN people mentee ON mentee.user_id = side.mentee
      LEFT JOIN hidden_addresses of_mentor ON of_mentor.user_id = side.mentor
      LEFT JOIN hidden_addresses of_mentee ON of_mentee.user_id = side.mentee;
    v_role := set_config('app.roles', v_roles, true);

    b.mentor_name := coalesce(n.mentor_name, b.mentor_name);
    b.mentor_locale := coalesce(n.mentor_locale, b.mentor_locale);
    b.user_name := coalesce(n.user_name, b.user_name);
    b.user_locale := coalesce(n.user_locale, b.user_locale);
    b.changed_at := greatest(b.changed_at, n.changed_at);
    IF NOT coalesce(v_all OR b.mentor_id = v_caller OR v_others AND NOT n.mentor_hides AND b.mentor_email NOT LIKE '%.invalid', false) THEN
        b.mentor_email := NULL;
    END IF;
    IF NOT coalesce(v_all OR b.user_id = v_caller OR v_others AND NOT n.mentee_hides AND b.user_email NOT LIKE '%.invalid', false) THEN
        b.user_email := NULL;
    END IF;
    IF b.status <> 'confirmed' THEN
        b.meeting_id := NULL;
        b.meeting_url := NULL;
    END IF;
    RETURN b;
END $$;

COMMENT ON FUNCTION booking_as_seen IS 'A booking as the caller may see it, with the names and languages that its sides have now.';
