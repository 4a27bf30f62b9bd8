-- A booking with the names that its sides have now; as it was booked where none is known.
CREATE OR REPLACE FUNCTION with_current_names(b bookings) RETURNS bookings
    LANGUAGE plpgsql AS $$
DECLARE
    v_roles CONSTANT text := coalesce(current_setting('app.roles', true), '');
BEGIN
    -- The account and the profile of the other side are not the caller's to read; the names are.
    PERFORM set_config('app.roles', 'service', true);
    b.mentor_name := coalesce((SELECT m.name FROM mentors m WHERE m.id = b.mentor_id::uuid), b.mentor_name);
    b.user_name := coalesce((SELECT p.name FROM people p WHERE p.user_id = b.user_id::uuid), b.user_name);
    PERFORM set_config('app.roles', v_roles, true);
    RETURN b;
END $$;

COMMENT ON FUNCTION with_current_names IS 'A booking with the names that its sides have now; as it was booked where none is known.';
