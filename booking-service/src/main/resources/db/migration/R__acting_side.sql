SET LOCAL check_function_bodies = off;

-- As whom the caller acts on a booking: mentor or mentee for its sides, admin for other admins, NULL for everybody else.
CREATE OR REPLACE FUNCTION acting_side(b bookings) RETURNS text
    LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN b.mentor_id = app_user_id()::text THEN 'mentor'
        WHEN b.user_id = app_user_id()::text THEN 'mentee'
        WHEN app_has_role('admin') THEN 'admin'
    END
$$;

COMMENT ON FUNCTION acting_side IS 'As whom the caller acts on a booking: mentor, mentee or admin.';
