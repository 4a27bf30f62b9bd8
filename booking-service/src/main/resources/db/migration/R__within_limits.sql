-- Whether one more session that begins then is within the mentor's limits for day and week; to be called as the service, under
-- the lock of the mentor's calendar and after release_expired. What the mentee only holds does not count against the mentee.
-- It finds by the index of occupied what stands: on a day on which much was cancelled the index by start finds all of that first.
CREATE OR REPLACE FUNCTION within_limits(
    p_terms booking_terms, p_zone text, p_mentor uuid, p_mentee uuid, p_start timestamptz, p_moved uuid DEFAULT NULL)
    RETURNS boolean
    LANGUAGE plpgsql AS $$
DECLARE
    v_day    CONSTANT date := (p_start AT TIME ZONE p_zone)::date;
    v_monday CONSTANT date := date_trunc('week', v_day::timestamp)::date;
    v_around CONSTANT tstzrange := tstzrange(p_start - interval '8 days', p_start + interval '8 days');
    v_in_day  bigint;
    v_in_week bigint;
BEGIN
    IF p_terms.most_per_day IS NULL AND p_terms.most_per_week IS NULL THEN
        RETURN true;
    END IF;
    SELECT count(*) FILTER (WHERE taken.day = v_day), count(*) INTO v_in_day, v_in_week
      FROM (SELECT (b.start_time AT TIME ZONE p_zone)::date AS day
              FROM occupied o JOIN bookings b ON b.id = o.booking_id
             WHERE o.person = p_mentor AND o.during && v_around AND b.mentor_id = p_mentor::text
               AND b.id IS DISTINCT FROM p_moved AND NOT (b.status = 'held' AND b.user_id = p_mentee::text)) taken
     WHERE taken.day BETWEEN v_monday AND v_monday + 6;
    RETURN coalesce(v_in_day < p_terms.most_per_day, true) AND coalesce(v_in_week < p_terms.most_per_week, true);
END $$;

COMMENT ON FUNCTION within_limits IS 'Whether a booking keeps to the mentor''s limits for day and week.';
