-- Whether one more session that begins then is within the mentor's limits for day and week; to be called as the service, under
-- the lock of the mentor's calendar and after release_expired. What is only held does not count, and a proposed move counts where
-- the booking is and where it may go. It finds by the index of occupied what stands: on a day on which much was cancelled the index
-- by start finds all of that first.
CREATE OR REPLACE FUNCTION within_limits(
    p_terms booking_terms, p_slot offered_slot, p_mentee uuid, p_moved uuid DEFAULT NULL)
    RETURNS boolean
    LANGUAGE plpgsql AS $$
DECLARE
    v_in_day  bigint;
    v_in_week bigint;
BEGIN
    IF p_terms.most_per_day IS NULL AND p_terms.most_per_week IS NULL THEN
        RETURN true;
    END IF;
    SELECT count(DISTINCT b.id) FILTER (WHERE start <@ p_slot.day), count(DISTINCT b.id) INTO v_in_day, v_in_week
      FROM occupying_bookings(p_slot.mentor_id, p_slot.week) o (booking_id) JOIN bookings b ON b.id = o.booking_id
     CROSS JOIN LATERAL (VALUES (b.start_time), (b.proposed_start_time)) AS starts(start)
     WHERE b.mentor_id = p_slot.mentor_id::text AND start <@ p_slot.week
       AND b.id IS DISTINCT FROM p_moved AND b.status <> 'held';
    RETURN coalesce(v_in_day < p_terms.most_per_day, true) AND coalesce(v_in_week < p_terms.most_per_week, true);
END $$;

COMMENT ON FUNCTION within_limits IS 'Whether a booking keeps to the mentor''s limits for day and week.';
