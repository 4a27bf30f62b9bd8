SET LOCAL check_function_bodies = off;

-- Whether the caller may answer the proposal of a booking, or withdraw it where p_own; NULL when so, otherwise the outcome:
--   unknown         there is no such booking, or it is not one of the caller's
--   not_a_side      the caller is an admin
--   closed          it is neither confirmed nor waiting for an answer any more
--   begun           its time has come
--   no_proposal     no proposal waits for an answer (any more)
--   own_proposal    the other side answers it
--   not_own         the other side withdraws it
--   other_proposal  p_start is not the time that is proposed now
CREATE OR REPLACE FUNCTION check_proposal(p_booking bookings, p_own boolean, p_start timestamptz, p_now timestamptz) RETURNS text
    LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN p_booking.id IS NULL OR p_booking.status = 'held' THEN 'unknown'
        WHEN acting_side(p_booking) = 'admin' THEN 'not_a_side'
        WHEN p_booking.status NOT IN ('pending', 'confirmed') THEN 'closed'
        WHEN p_booking.start_time <= p_now THEN 'begun'
        WHEN p_booking.expires_at <= p_now THEN 'closed'
        WHEN p_booking.proposed_by IS NULL OR p_booking.proposal_expires_at <= p_now THEN 'no_proposal'
        WHEN p_own AND p_booking.proposed_by <> acting_side(p_booking) THEN 'not_own'
        WHEN NOT p_own AND p_booking.proposed_by = acting_side(p_booking) THEN 'own_proposal'
        WHEN p_start <> p_booking.proposed_start_time THEN 'other_proposal'
    END
$$;

COMMENT ON FUNCTION check_proposal IS 'Why the caller cannot answer or withdraw the proposal of a booking; null when possible.';
