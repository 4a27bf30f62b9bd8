SET LOCAL check_function_bodies = off;

-- Whether the caller may accept or decline a request; NULL when so, otherwise the outcome:
--   unknown     there is none, or not one of the caller's
--   not_mentor  the caller is neither its mentor nor, where p_or_admin says so, an admin
--   answered    it is confirmed already
--   closed      it was declined or cancelled, or nobody answered in time
CREATE OR REPLACE FUNCTION check_answerable(p_booking bookings, p_or_admin boolean, p_now timestamptz) RETURNS text
    LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN p_booking.id IS NULL OR p_booking.status = 'held' THEN 'unknown'
        WHEN acting_side(p_booking) <> 'mentor' AND NOT (p_or_admin AND acting_side(p_booking) = 'admin') THEN 'not_mentor'
        WHEN p_booking.status = 'confirmed' THEN 'answered'
        WHEN p_booking.status <> 'pending' OR p_booking.expires_at <= p_now THEN 'closed'
    END
$$;

COMMENT ON FUNCTION check_answerable IS 'Why a request cannot be accepted or declined by the caller; null when it can.';
