-- Deletes what the caller holds where it overlaps what the caller takes: with the same mentor what overlaps p_occupied,
-- buffers included, and with any mentor what overlaps p_own, the time that the caller's part takes.
CREATE OR REPLACE FUNCTION release_holds(p_caller uuid, p_mentor uuid, p_occupied tstzrange, p_own tstzrange) RETURNS void
    LANGUAGE sql AS $$
    DELETE FROM bookings
     WHERE user_id = p_caller::text AND status = 'held'
       AND (mentor_id = p_mentor::text AND occupied && p_occupied OR tstzrange(start_time, end_time) && p_own)
$$;

COMMENT ON FUNCTION release_holds IS 'Deletes what somebody holds where it overlaps what the same person takes.';
