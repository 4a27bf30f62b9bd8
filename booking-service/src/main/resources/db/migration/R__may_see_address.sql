SET LOCAL check_function_bodies = off;

-- Whether the caller may see the address of this side of a booking: that of the caller, and that of the other side while the
-- booking is confirmed, unless the other side hides it. Admins see both.
CREATE OR REPLACE FUNCTION may_see_address(b bookings, p_side text) RETURNS boolean
    LANGUAGE sql STABLE AS $$
    SELECT p_side = app_user_id()::text
           OR app_has_role('admin')
           OR b.status = 'confirmed' AND app_user_id()::text IN (b.mentor_id, b.user_id)
              AND NOT EXISTS (SELECT FROM hidden_addresses h WHERE h.user_id = p_side::uuid)
$$;

COMMENT ON FUNCTION may_see_address IS 'Whether the caller may see the address of a side of a booking.';
